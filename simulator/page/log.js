// The messages of one chat: kept in order, grouped, and scrolled only for a reader who is at the end.

import { h, iconButton } from "./dom.js";
import { day } from "./format.js";
import { MessageView } from "./message.js";

const NEAR_PX = 40; // so near to the end counts as at the end
const TOGETHER_SECONDS = 600; // messages of one sender within this time form a group
const SHOWN_AT_ONCE = 150;

export class Log {
  messages = new Map(); // message_id → Message
  views = new Map(); // key → MessageView; an album has one
  isAtEnd = true;
  missed = 0;
  limit = SHOWN_AT_ONCE;
  measured = {}; // the heights when they were last looked at

  constructor(scroller, list, chat) {
    Object.assign(this, { scroller, list, chat });
    this.earlier = h("button", { type: "button", class: "earlier", onclick: () => this.showEarlier() }, "Show earlier messages");
    this.badge = h("span", { class: "badge", hidden: true });
    this.down = iconButton("down", "To the newest message", () => this.toEnd("smooth"), { class: "icon-button down" });
    this.down.append(this.badge);
    this.nothing = h("div", { class: "nothing" }, h("span", { "aria-hidden": "true" }, "👋"), h("strong", {}, "No messages yet"), h("span", {}, "Press Start to talk to the bot."));
    scroller.after(this.down);
    scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const follow = new ResizeObserver(() => (this.isAtEnd ? this.toEnd() : this.measure()));
    follow.observe(scroller);
    follow.observe(list);
    this.showDown();
  }

  /** Another person's chat, or the same one anew. */
  replace(messages, { isSameChat }) {
    if (!isSameChat) {
      for (const view of this.views.values()) view.element.remove();
      this.views.clear();
      this.messages.clear();
      this.limit = SHOWN_AT_ONCE;
      this.missed = 0;
      this.isAtEnd = true;
    }
    this.list.classList.toggle("settled", isSameChat);
    const known = new Set(this.messages.keys());
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    if (isSameChat) this.count(messages.filter((message) => !known.has(message.message_id)));
    this.arrange();
    if (this.isAtEnd) this.toEnd();
    requestAnimationFrame(() => this.list.classList.add("settled"));
  }

  /** A new message or a changed one. */
  put(message) {
    const isNew = !this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    if (isNew) this.count([message]);
    if (isNew && !message.from.is_bot) this.isAtEnd = true;
    this.arrange();
    if (this.isAtEnd && isNew) this.toEnd();
  }

  remove(messageId) {
    this.messages.delete(messageId);
    this.arrange();
  }

  showBusy() {
    for (const view of this.views.values()) view.showBusy();
  }

  goTo(messageId) {
    const found = this.list.querySelector(`[data-message-id="${Number(messageId)}"]`);
    if (!found) return;
    found.scrollIntoView({ block: "center", behavior: motion("smooth") });
    found.classList.remove("pointed-at");
    void found.offsetWidth; // starts the animation again
    found.classList.add("pointed-at");
  }

  /** Makes the elements agree with the messages; what has not changed is not touched. */
  arrange() {
    const units = unitsOf([...this.messages.values()].sort((one, other) => one.message_id - other.message_id));
    const shown = units.slice(-this.limit);
    const keys = new Set(shown.map(keyOf));
    for (const [key, view] of this.views) {
      if (keys.has(key)) continue;
      view.element.remove();
      this.views.delete(key);
    }
    const views = shown.map((unit) => this.viewOf(unit));
    this.place(views, units.length > shown.length);
  }

  viewOf(unit) {
    const key = keyOf(unit);
    const view = this.views.get(key);
    if (view) view.show(unit);
    else this.views.set(key, new MessageView(unit, this.chat));
    return this.views.get(key);
  }

  place(views, hasEarlier) {
    const wanted = hasEarlier ? [this.earlier] : views.length ? [] : [this.nothing];
    views.forEach((view, index) => {
      const [before, after] = [views[index - 1], views[index + 1]];
      if (!before || day(before.last.date) !== day(view.first.date)) wanted.push(this.dayOf(view));
      view.element.classList.toggle("begins", !areTogether(before, view));
      view.element.classList.toggle("ends", !areTogether(view, after));
      wanted.push(view.element);
    });
    const keep = new Set(wanted);
    for (const child of [...this.list.children]) if (!keep.has(child)) child.remove();
    wanted.forEach((element, index) => {
      const there = this.list.children[index];
      if (there !== element) this.list.insertBefore(element, there ?? null);
    });
  }

  dayOf(view) {
    view.day ??= h("div", { class: "day" }, h("span", {}));
    view.day.firstChild.textContent = day(view.first.date);
    return view.day;
  }

  showEarlier() {
    const { scrollHeight, scrollTop } = this.scroller;
    this.limit += SHOWN_AT_ONCE;
    this.arrange();
    this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const isOwnDoing = scrollHeight !== this.measured.scrollHeight || clientHeight !== this.measured.clientHeight;
    if (isOwnDoing && this.isAtEnd) return this.toEnd(); // the page has changed meanwhile, nobody has scrolled
    this.measure();
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.isAtEnd) this.missed = 0;
    this.showDown();
  }

  toEnd(behavior = "instant") {
    this.measure();
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: motion(behavior) });
    if (behavior === "instant") this.missed = 0;
    this.showDown();
  }

  measure() {
    const { scrollHeight, clientHeight } = this.scroller;
    this.measured = { scrollHeight, clientHeight };
  }

  count(messages) {
    if (!this.isAtEnd) this.missed += messages.filter((message) => message.from.is_bot).length;
    this.showDown();
  }

  showDown() {
    this.down.classList.toggle("away", this.isAtEnd);
    this.down.tabIndex = this.isAtEnd ? -1 : 0;
    this.badge.hidden = !this.missed;
    this.badge.textContent = this.missed;
    this.down.setAttribute("aria-label", this.missed ? `To the newest message, ${this.missed} new` : "To the newest message");
  }
}

/** Messages of one album together, all others alone. */
function unitsOf(messages) {
  const units = [];
  for (const message of messages) {
    const album = message.media_group_id;
    if (album && units.at(-1)?.[0].media_group_id === album) units.at(-1).push(message);
    else units.push([message]);
  }
  return units;
}

function keyOf([first]) {
  return first.media_group_id ? `album ${first.media_group_id}` : first.message_id;
}

function areTogether(one, other) {
  if (!one || !other || one.keyboard || one.isService || other.isService || one.isOut !== other.isOut) return false;
  const isSameDay = day(one.last.date) === day(other.first.date);
  return isSameDay && other.first.date - one.last.date < TOGETHER_SECONDS;
}

function motion(behavior) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : behavior;
}
