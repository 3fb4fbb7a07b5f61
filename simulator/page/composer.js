// Where the person writes: text, files, stickers, commands, and the keyboard the bot gave.

import { menu, modal, moveFocus, titleBar } from "./dialogs.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { currentMarkup, isAnswered, replyKeyboard } from "./reply-keyboard.js";

const TEXT_MAX = 4096;
const HEIGHT_MAX = 180;

export class Composer {
  commands = [];
  isKeyboardOpen = true;
  shownKeyboard; // as JSON
  usedKeyboard; // as JSON: one for one time, which has closed by itself
  forcedReply; // the id of the message for whose answer the input was opened

  /** `chat` does things for the person: say, sendFile, sendSticker, start, restart. */
  constructor(footer, chat) {
    this.chat = chat;
    this.input = h("textarea", {
      rows: 1, maxlength: TEXT_MAX, placeholder: "Message", "aria-label": "Message", "data-test": "composer",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.offer(event, event.clipboardData),
    });
    this.sendButton = iconButton("send", "Send", () => this.send(), { class: "send", "data-test": "send" });
    this.photoInput = this.fileInput("photo", "image/*");
    this.documentInput = this.fileInput("document", null);
    this.attachButton = iconButton("attach", "Attach a photo or a file", () => this.attach(), { "data-test": "attach", "aria-haspopup": "menu" });
    this.stickerButton = iconButton("sticker", "Send a sticker 👍", () => chat.sendSticker(), { "data-test": "sticker" });
    this.menuButton = h("button", { type: "button", class: "command-menu", "aria-label": "Commands", "aria-expanded": "false", "data-test": "commands", hidden: true, onclick: () => this.toggleCommands() },
      icon("menu"), h("span", {}, "Menu"));
    this.keyboardButton = iconButton("keyboard", "Keyboard of the bot", () => this.toggleKeyboard(), { hidden: true, "data-test": "toggle-keyboard" });
    this.suggestions = h("div", { class: "suggestions", role: "group", "aria-label": "Commands", hidden: true, onkeydown: (event) => this.keyInSuggestions(event) });
    this.startButton = h("button", { type: "button", class: "main start", "data-test": "start", hidden: true, onclick: () => this.chat.start("") }, "Start");
    this.unblockButton = h("button", { type: "button", class: "main start", "data-test": "unblock", hidden: true, onclick: () => this.chat.restart() }, "Unblock and restart the bot");
    this.keyboard = h("div", { class: "keyboard-place" });
    this.bar = h("div", { class: "composer" },
      h("div", { class: "field-box" }, this.menuButton, this.input, this.keyboardButton, this.stickerButton, this.attachButton, this.photoInput, this.documentInput),
      this.sendButton);
    fill(footer, h("div", { class: "column" }, this.suggestions, this.startButton, this.unblockButton, this.bar, this.keyboard));
    this.acceptDrops(document.querySelector(".chat"));
    this.typed();
  }

  fileInput(kind, accept) {
    const picked = (event) => {
      for (const file of event.target.files) this.chat.sendFile(kind, file);
      event.target.value = "";
    };
    const test = { photo: "photo-input", document: "file-input" }[kind];
    return h("input", { type: "file", accept, multiple: true, class: "out-of-sight", tabindex: -1, "aria-label": `Choose a ${kind}`, "data-test": test, onchange: picked });
  }

  /** Shows what the chat's state asks for. */
  show({ messages, commands, blocked }) {
    this.commands = commands;
    this.menuButton.hidden = !commands.length;
    this.startButton.hidden = messages.length > 0 || blocked;
    this.unblockButton.hidden = !blocked;
    this.bar.hidden = blocked;
    this.showKeyboard(blocked ? null : currentMarkup(messages), messages);
    if (!this.suggestions.hidden) this.suggest();
  }

  showKeyboard(current, messages) {
    const keyboard = current?.markup.keyboard ? current : null;
    const wanted = keyboard && JSON.stringify([keyboard.message.message_id, keyboard.markup]);
    this.input.placeholder = current?.markup.input_field_placeholder || "Message";
    if (wanted !== this.shownKeyboard) {
      fill(this.keyboard, keyboard && replyKeyboard(keyboard, this.chat));
      this.isKeyboardOpen = true;
    }
    this.shownKeyboard = wanted;
    const answered = current && isAnswered(current, messages);
    if (keyboard?.markup.one_time_keyboard && answered && this.usedKeyboard !== wanted) {
      this.isKeyboardOpen = false;
      this.usedKeyboard = wanted;
    }
    if (current?.markup.force_reply && !answered && this.forcedReply !== current.message.message_id) {
      this.forcedReply = current.message.message_id;
      this.input.focus();
    }
    this.keyboardButton.hidden = !keyboard;
    this.foldKeyboard();
  }

  toggleKeyboard() {
    this.isKeyboardOpen = !this.isKeyboardOpen;
    this.foldKeyboard();
  }

  foldKeyboard() {
    this.keyboard.hidden = this.keyboardButton.hidden || !this.isKeyboardOpen;
    this.keyboardButton.setAttribute("aria-expanded", String(this.isKeyboardOpen));
  }

  clear() {
    this.input.value = "";
    this.usedKeyboard = this.forcedReply = this.shownKeyboard = undefined;
    this.typed();
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, HEIGHT_MAX)}px`;
    this.sendButton.classList.toggle("idle", !this.input.value.trim());
    this.suggest();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return this.input.focus();
    this.input.value = "";
    this.typed();
    if (await this.chat.say(text)) return;
    this.input.value ||= text;
    this.typed();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && !this.suggestions.hidden) {
      this.hideSuggestions();
    } else if (event.key === "ArrowUp" && !this.suggestions.hidden) {
      event.preventDefault();
      this.suggestions.querySelector("button:last-child")?.focus();
    }
  }

  keyInSuggestions(event) {
    if (event.key === "Escape") {
      this.hideSuggestions();
      this.input.focus();
    }
    moveFocus(event, [...this.suggestions.children]);
  }

  /** While a command is being written: those that begin so. */
  suggest() {
    const written = /^\/(\w*)$/.exec(this.input.value)?.[1].toLowerCase();
    const fitting = written === undefined ? [] : this.commands.filter(({ command }) => command.startsWith(written));
    if (fitting.length) this.showSuggestions(fitting);
    else this.hideSuggestions();
  }

  toggleCommands() {
    if (this.suggestions.hidden) this.showSuggestions(this.commands);
    else this.hideSuggestions();
  }

  showSuggestions(commands) {
    const choose = (command) => {
      this.input.value = "";
      this.typed();
      this.hideSuggestions();
      this.chat.say(`/${command}`);
    };
    fill(this.suggestions, commands.map(({ command, description }) =>
      h("button", { type: "button", class: "command", "data-command": command, onclick: () => choose(command) },
        h("span", { class: "command-name" }, `/${command}`), h("span", { class: "command-description" }, description))));
    this.suggestions.hidden = false;
    this.menuButton.setAttribute("aria-expanded", "true");
  }

  hideSuggestions() {
    this.suggestions.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  attach() {
    menu(this.attachButton, [
      { icon: "photo", text: "Photo", action: () => this.photoInput.click(), test: "attach-photo" },
      { icon: "file", text: "File, without compression", action: () => this.documentInput.click(), test: "attach-file" },
    ], { above: true });
  }

  acceptDrops(area) {
    area.addEventListener("dragover", (event) => event.preventDefault());
    area.addEventListener("drop", (event) => this.offer(event, event.dataTransfer));
  }

  /** A file was pasted or dropped: a picture can go as a photo or as a file. */
  async offer(event, transfer) {
    const [file] = transfer.files;
    if (!file) return;
    event.preventDefault();
    const answer = await askHowToSend(file);
    if (answer) this.chat.sendFile(answer.kind, file, answer.caption);
  }
}

function askHowToSend(file) {
  const isPicture = file.type.startsWith("image/");
  const preview = isPicture ? URL.createObjectURL(file) : null;
  const build = (close) => {
    const caption = h("input", { placeholder: "Caption", maxlength: 1024, autofocus: true, "aria-label": "Caption", autocomplete: "off" });
    const as = (kind) => () => close({ kind, caption: caption.value.trim() });
    return [
      titleBar(isPicture ? "Send a picture" : "Send a file", close),
      h("form", { onsubmit: (event) => (event.preventDefault(), as(isPicture ? "photo" : "document")()) },
        isPicture ? h("img", { class: "preview", src: preview, alt: file.name }) : h("p", { class: "alert-text" }, file.name),
        h("div", { class: "field" }, caption),
        h("button", { type: "submit", class: "main" }, isPicture ? "Send as a photo" : "Send"),
        isPicture && h("button", { type: "button", class: "plain", onclick: as("document") }, "Send as a file")),
    ];
  };
  return modal(build, { kind: "sheet", label: "Send a file", test: "send-file" }).finally(() => preview && URL.revokeObjectURL(preview));
}
