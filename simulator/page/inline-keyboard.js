// The buttons under a message.

import { h, icon, spinner } from "./dom.js";

const DENSE = 5; // buttons in a row from which on they need all the width there is

export function columnsOf(markup) {
  return Math.max(0, ...(markup?.inline_keyboard ?? []).map((row) => row.length));
}

export function isDense(markup) {
  return columnsOf(markup) >= DENSE;
}

/** `chat` does what the buttons say: tap, open, copy, pay, say. */
export function inlineKeyboard(message, chat) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return h("div", { class: "inline-keyboard" }, rows.map((row) =>
    h("div", { class: `inline-row${row.length >= DENSE ? " dense" : ""}` }, row.map((button) => inlineButton(button, message, chat)))));
}

/** Shows which buttons wait, without building them anew. */
export function showBusy(keyboard, isBusy) {
  for (const button of keyboard.querySelectorAll(".inline-button[data-callback]")) {
    const busy = isBusy(button.dataset.callback);
    if (busy === (button.getAttribute("aria-busy") === "true")) continue;
    button.toggleAttribute("aria-busy", false);
    if (busy) button.setAttribute("aria-busy", "true");
    button.querySelector(".spinner")?.remove();
    if (busy) button.append(spinner());
  }
}

function inlineButton(button, message, chat) {
  const [mark, onclick] = deed(button, message, chat);
  return h("button", {
    type: "button",
    class: `inline-button${lookOf(button.style)}${button.pay ? " pay" : ""}`,
    disabled: "disabled" in button,
    title: [...button.text].length > 16 ? button.text : null,
    "data-callback": button.callback_data ?? null,
    onclick,
  }, button.pay ? button.text.replace("XTR", "⭐") : button.text, mark && icon(mark));
}

/** The class of a button that the bot gives a colour, behind others. */
export function lookOf(style) {
  return ["danger", "success", "primary"].includes(style) ? ` ${style}` : "";
}

/** The small mark in the corner and what a press does. */
function deed(button, message, chat) {
  if ("callback_data" in button) return [null, () => chat.tap(message, button.callback_data)];
  if ("url" in button) return ["link", () => chat.open(button.url)];
  if ("copy_text" in button) return ["copy", () => chat.copy(button.copy_text.text)];
  if ("pay" in button) return ["card", () => chat.pay(message)];
  if ("web_app" in button) return ["link", () => chat.open(button.web_app.url)];
  if ("login_url" in button) return ["link", () => chat.open(button.login_url.url)];
  if ("disabled" in button) return [null, null];
  return ["forward", () => chat.toast("Inline mode is not simulated.")];
}
