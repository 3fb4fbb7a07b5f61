// The head of the chat: the bot, what it is doing, and on the phone who you are.

import { avatar } from "./cards.js";
import { fill, h, iconButton } from "./dom.js";
import { personChip } from "./people.js";

const TYPING_MS = 5000;

export class Header {
  /** `switchPerson()`, `openMenu(button)` */
  constructor(element, { switchPerson, openMenu }) {
    Object.assign(this, { element, switchPerson, openMenu });
  }

  /** Shows {bot, person, live, blocked, unread}; untouched if nothing has changed. */
  show(state = this.state) {
    this.state = state;
    const { bot, person, unread } = state;
    const status = this.status();
    const shown = JSON.stringify([bot, status, person, unread]);
    if (shown === this.shown) return;
    this.shown = shown;
    const more = iconButton("dots", "More", () => this.openMenu(more), { "aria-haspopup": "menu", "data-test": "menu" });
    fill(this.element,
      avatar(bot, "bot"),
      h("div", { class: "header-text" },
        h("span", { class: "header-name" }, bot.first_name),
        h("span", { class: `header-status ${status.kind}`, role: "status", "data-test": "status" }, status.text)),
      person && personChip(person, unread, this.switchPerson),
      more);
  }

  status() {
    if (!this.state.live) return { kind: "connecting", text: "connecting…" };
    if (this.state.blocked) return { kind: "", text: "blocked" };
    if (this.isTyping) return { kind: "typing", text: "typing…" };
    return { kind: "", text: "bot" };
  }

  /** The bot types: for a few seconds, or until its message comes. */
  showTyping(isTyping) {
    clearTimeout(this.timer);
    if (isTyping) this.timer = setTimeout(() => this.showTyping(false), TYPING_MS);
    this.isTyping = isTyping;
    this.show();
  }
}
