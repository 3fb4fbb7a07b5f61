// The keyboard in place of the usual one.

import { h, icon } from "./dom.js";
import { lookOf } from "./inline-keyboard.js";

const MARKS = { request_contact: "phone", request_users: "user", request_chat: "user", request_location: "pin", web_app: "link" };

/** What the newest markup of the bot asks for: {message, markup} with `keyboard` or `force_reply`, or null. */
export function currentMarkup(messages) {
  const asking = messages.filter((message) => message.from.is_bot && message.reply_markup && !message.reply_markup.inline_keyboard);
  const message = asking.at(-1);
  if (!message || message.reply_markup.remove_keyboard) return null;
  return { message, markup: message.reply_markup };
}

/** Has the person said anything since? A keyboard for one time, or a forced reply, is then over. */
export function isAnswered({ message }, messages) {
  return messages.some((other) => !other.from.is_bot && other.message_id > message.message_id);
}

/** `chat` does what the buttons ask for: say, shareContact, shareUsers, toast. */
export function replyKeyboard({ message, markup }, chat) {
  const rows = markup.keyboard.map((row) => h("div", { class: "reply-row" }, row.map((button) => replyButton(button, message, chat))));
  return h("div", { class: `reply-keyboard${markup.resize_keyboard ? "" : " tall"}`, role: "group", "aria-label": "Keyboard of the bot" }, rows);
}

function replyButton(button, message, chat) {
  const { text, style } = typeof button === "string" ? { text: button } : button;
  const mark = Object.keys(MARKS).find((name) => button[name]);
  return h("button", { type: "button", class: `reply-button${lookOf(style)}`, onclick: () => press(button, text, message, chat) }, text, mark && icon(MARKS[mark]));
}

function press(button, text, message, chat) {
  if (button.request_contact) return chat.shareContact();
  if (button.request_users) return chat.shareUsers(message, button.request_users);
  if (button.web_app) return chat.open(button.web_app.url);
  if (button.request_chat || button.request_location || button.request_poll) return chat.toast("This request is not simulated.");
  return chat.say(text);
}
