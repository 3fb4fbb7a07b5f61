// Taps that wait for the bot's answer.

import { act } from "./api.js";

const PATIENCE_MS = 30_000; // then the spinner goes, as in Telegram; a later answer still counts

export class Taps {
  waiting = new Map(); // callback_query_id → key of the button
  busy = new Map(); // key → timer
  early = new Map(); // answers that came before we knew their query

  /** `answered({text, show_alert, url})` for own taps only; `changed()` when a spinner starts or stops. */
  constructor({ answered, changed, failed }) {
    Object.assign(this, { answered, changed, failed });
  }

  isBusy(messageId, data) {
    return this.busy.has(keyOf(messageId, data));
  }

  async tap(personId, messageId, data) {
    const key = keyOf(messageId, data);
    if (this.busy.has(key)) return;
    this.busy.set(key, setTimeout(() => this.rest(key), PATIENCE_MS));
    this.changed();
    try {
      const { callback_query_id: id } = await act(personId, "tap", { message_id: messageId, data });
      this.waiting.set(id, key);
      if (this.early.has(id)) this.hear(this.early.get(id));
    } catch (error) {
      this.rest(key);
      this.failed(error);
    }
  }

  /** The event `answer`; it may overtake the response to the tap, and other windows' taps are none of ours. */
  hear(answer) {
    const id = answer.callback_query_id;
    const key = this.waiting.get(id);
    if (key === undefined) {
      if (this.busy.size) this.early.set(id, answer);
      return;
    }
    this.waiting.delete(id);
    this.rest(key);
    this.answered(answer);
  }

  forget() {
    for (const timer of this.busy.values()) clearTimeout(timer);
    this.busy.clear();
    this.waiting.clear();
    this.early.clear();
  }

  rest(key) {
    clearTimeout(this.busy.get(key));
    this.busy.delete(key);
    if (!this.busy.size) this.early.clear();
    this.changed();
  }
}

function keyOf(messageId, data) {
  return `${messageId} ${data}`;
}
