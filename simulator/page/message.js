// One message, or one album, as an element that changes in place.

import { contactCard, documentCard, invoiceCard, placeCard, serviceLine, sticker } from "./cards.js";
import { fill, h, icon } from "./dom.js";
import { fullName, summary, time } from "./format.js";
import { inlineKeyboard, isDense, showBusy } from "./inline-keyboard.js";
import { Photo, albumRows, ratioOf, widthFor } from "./photo.js";
import { formatted, isOnlyEmoji } from "./text.js";

export class MessageView {
  /** `chat` is the person's side of the conversation: what links, buttons and pictures do. */
  constructor(messages, chat) {
    this.chat = chat;
    this.looks = [];
    this.photos = new Map(); // message_id → Photo: kept, so that a changed picture does not flicker
    this.bubble = h("div", { class: "bubble" });
    this.element = h("article", { class: "message" }, this.bubble);
    this.show(messages);
  }

  get first() {
    return this.messages[0];
  }

  get last() {
    return this.messages.at(-1);
  }

  get isService() {
    return serviceLine(this.first, this.chat.nameOf) !== null;
  }

  get isOut() {
    return !this.first.from.is_bot;
  }

  /** Shows these messages (several make an album); touches only what differs. */
  show(messages) {
    this.messages = messages;
    const said = JSON.stringify(messages.map(({ reply_markup, edit_date, ...rest }) => rest));
    const markup = JSON.stringify(this.first.reply_markup?.inline_keyboard ?? null);
    if (said !== this.said) this.showBody();
    if (markup !== this.markup) this.showKeyboard();
    Object.assign(this, { said, markup });
    this.showBusy();
  }

  showBusy() {
    if (!this.keyboard) return;
    showBusy(this.keyboard, (data) => this.chat.isBusy(this.first.message_id, data));
  }

  showBody() {
    const message = this.first;
    const line = serviceLine(message, this.chat.nameOf);
    const classes = [line ? "service" : this.isOut ? "out" : "in"];
    if (this.messages.length === 1) this.element.dataset.messageId = message.message_id;
    else this.element.removeAttribute("data-message-id");
    if (line) fill(this.bubble, h("span", { class: "service-line" }, line));
    else fill(this.bubble, ...this.parts(classes));
    this.element.classList.remove(...this.looks); // what the log and the keyboard have set stays
    this.element.classList.add(...classes);
    this.looks = classes;
  }

  parts(classes) {
    const message = this.first;
    const quote = message.reply_to_message && this.quote(message.reply_to_message);
    const caption = this.captioned && this.words(this.captioned.caption, this.captioned.caption_entities);
    if (message.photo) {
      classes.push("with-photo", caption ? "with-caption" : "bare");
      const media = this.messages.length > 1 ? this.album() : this.photo(message);
      const ordered = message.show_caption_above_media ? [caption, media] : [media, caption];
      return [quote, ...ordered, !caption && this.meta("over")];
    }
    if (message.document) {
      const cards = this.messages.map((each) => h("div", this.partly(each), documentCard(each)));
      return [quote, ...cards, caption ?? this.meta("under")];
    }
    if (message.text !== undefined) {
      const large = !message.entities?.length && isOnlyEmoji(message.text);
      if (large) classes.push("large-emoji");
      return [quote, this.words(message.text, message.entities)];
    }
    if (message.sticker) classes.push("large-emoji");
    if (message.venue || message.location) classes.push("with-place");
    return [quote, this.card(message), this.meta("under")];
  }

  card(message) {
    if (message.sticker) return sticker(message);
    if (message.venue || message.location) return placeCard(message);
    if (message.contact) return contactCard(message);
    if (message.invoice) return invoiceCard(message);
    return h("span", { class: "unknown" }, "This kind of message is not shown here.");
  }

  /** The message of an album that carries the caption for all. */
  get captioned() {
    const withCaption = this.messages.filter((message) => message.caption);
    return withCaption.length === 1 || this.messages.length === 1 ? withCaption[0] : undefined;
  }

  words(text, entities) {
    return h("div", { class: "text" }, h("span", { class: "words" }, formatted(text, entities, this.chat)), this.meta("inline"));
  }

  meta(place) {
    const message = this.last;
    return h("span", { class: `meta ${place}` },
      h("time", { datetime: new Date(message.date * 1000).toISOString() }, time(message.date)),
      this.isOut && icon("checks"));
  }

  quote(replied) {
    const author = replied.from.is_bot ? this.chat.botName() : fullName(replied.from);
    return h("button", { type: "button", class: "quote", onclick: () => this.chat.goTo(replied.message_id) },
      h("span", { class: "quote-author" }, author),
      h("span", { class: "quote-text" }, summary(replied)));
  }

  photo(message) {
    this.element.style.setProperty("--width", `${widthFor(message.photo)}px`);
    return this.photoOf(message).element;
  }

  photoOf(message) {
    const id = message.message_id;
    const photo = this.photos.get(id) ?? new Photo(() => this.open(id));
    this.photos.set(id, photo);
    photo.show(message.photo);
    return photo;
  }

  open(messageId) {
    this.chat.view(this.messages.find((message) => message.message_id === messageId));
  }

  album() {
    this.element.style.setProperty("--width", "432px");
    return h("div", { class: "album" }, albumRows(this.messages).map((row) => {
      const ratios = row.map((message) => ratioOf(message.photo));
      const line = h("div", { class: "album-row" }, row.map((message, index) => {
        const cell = h("div", { class: "album-cell", ...this.partly(message) }, this.photoOf(message).element);
        cell.style.flexGrow = ratios[index];
        return cell;
      }));
      line.style.aspectRatio = Math.max(1.2, ratios.reduce((sum, ratio) => sum + ratio, 0));
      return line;
    }));
  }

  /** A part of an album is found by its own id. */
  partly(message) {
    return this.messages.length > 1 ? { "data-message-id": message.message_id } : {};
  }

  showKeyboard() {
    const focused = this.keyboard?.contains(document.activeElement) ? document.activeElement : null;
    const buttons = [...(this.keyboard?.querySelectorAll("button") ?? [])];
    const place = buttons.indexOf(focused);
    const has = this.first.reply_markup?.inline_keyboard?.length;
    const next = has ? inlineKeyboard(this.first, this.chat) : null;
    this.element.classList.toggle("with-keyboard", Boolean(next));
    this.element.classList.toggle("dense-keyboard", isDense(this.first.reply_markup));
    this.keyboard?.remove();
    if (next) this.element.append(next);
    this.keyboard = next;
    if (focused) focusAgain(next, focused.dataset.callback, place);
  }
}

/** The same button if it is still there, else the one in its place. */
function focusAgain(keyboard, callback, place) {
  const buttons = [...(keyboard?.querySelectorAll("button") ?? [])];
  const same = callback && buttons.find((button) => button.dataset.callback === callback);
  (same ?? buttons[place])?.focus({ preventScroll: true });
}
