// The chat page: who you are, what you see, what you do. The parts are in the modules next to this one.

import { act, getPeople, sendFile } from "./api.js";
import { Composer } from "./composer.js";
import { alert, choosePeople, clearToasts, confirm, menu, toast } from "./dialogs.js";
import { fill } from "./dom.js";
import { openFeed } from "./feed.js";
import { fullName } from "./format.js";
import { Header } from "./header.js";
import { meaningOf } from "./links.js";
import { Log } from "./log.js";
import { payLink, payMessage } from "./payment.js";
import { PeopleList, askForPerson, sidebarHead, switchPerson } from "./people.js";
import { Taps } from "./taps.js";
import { viewPhoto } from "./viewer.js";

const RETRY_MS = 1500;

class ChatPage {
  bot = { first_name: "…", username: "", id: 0 };
  people = [];
  summaries = {};
  me = null; // the id of the person who is shown
  loaded = null; // the id of the person whose messages are shown
  live = false;
  blocked = false;
  commands = [];

  constructor() {
    const find = (selector) => document.querySelector(selector);
    this.header = new Header(find(".header"), { switchPerson: () => this.switchPerson(), openMenu: (button) => this.openMenu(button) });
    this.taps = new Taps({ answered: (answer) => this.answered(answer), changed: () => this.log?.showBusy(), failed: (error) => toast(error.message) });
    this.log = new Log(find(".scroller"), find(".messages"), this);
    this.composer = new Composer(find(".footer"), this);
    this.list = new PeopleList({ choose: (id) => this.choose(id), add: () => this.addPerson() });
    fill(find(".sidebar"), sidebarHead(() => this.addPerson()), this.list.element);
  }

  async begin() {
    this.showHeader();
    await this.loadPeople();
    this.feed = openFeed((event, data, person) => this.hear(event, data, person));
    addEventListener("hashchange", () => this.followHash());
    for (const name of ["visibilitychange", "focus", "pageshow"]) addEventListener(name, () => this.tellFeed());
    this.followHash();
  }

  async loadPeople() {
    for (;;) {
      try {
        Object.assign(this, await getPeople());
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  // ── who you are ──

  get person() {
    return this.people.find((person) => person.id === this.me) ?? null;
  }

  get others() {
    return this.people.filter((person) => person.id !== this.me);
  }

  choose(id) {
    location.hash = `#${id}`;
  }

  /** #1001 chooses a person; #1001?start=payload opens a deep link as that person. */
  followHash() {
    const [id, query] = location.hash.slice(1).split("?");
    const found = this.people.find((person) => person.id === Number(id)) ?? this.people[0];
    if (!found) return;
    if (String(found.id) !== location.hash.slice(1)) history.replaceState(null, "", `#${found.id}`);
    this.become(found.id);
    const payload = new URLSearchParams(query).get("start");
    if (payload !== null) this.start(payload);
  }

  become(id) {
    if (this.me === id) return;
    this.me = id;
    this.live = false;
    this.taps.forget();
    this.header.isTyping = false;
    clearToasts();
    this.composer.clear();
    this.show();
    this.tellFeed();
  }

  async addPerson() {
    const person = await askForPerson();
    if (!person) return;
    await this.loadPeople();
    this.choose(person.id);
  }

  async switchPerson() {
    const answer = await switchPerson(this.people, this.me, this.summaries);
    if (answer?.add) this.addPerson();
    else if (answer) this.choose(answer.id);
  }

  // ── what happens ──

  tellFeed() {
    const looking = document.visibilityState === "visible";
    this.feed?.tell({ people: this.people.map((person) => person.id), shown: this.me, looking });
  }

  hear(event, data, person) {
    if (event === "summary") return this.summarize(data);
    if (person !== this.me) return;
    if (event === "live") return this.setLive(data);
    if (event === "snapshot") this.replace(data);
    if (this.loaded !== this.me) return;
    if (event === "message") this.put(data);
    if (event === "deleted") this.log.remove(data.message_id);
    if (event === "answer") this.taps.hear(data);
    if (event === "commands") this.commands = data;
    if (event === "action") this.header.showTyping(true);
    if (event !== "action" && event !== "answer") this.composer.show(this.state());
  }

  replace({ messages, commands, blocked }) {
    const isSameChat = this.loaded === this.me;
    Object.assign(this, { loaded: this.me, commands, blocked });
    this.log.replace(messages, { isSameChat });
    this.showHeader();
  }

  put(message) {
    if (message.from.is_bot) this.header.showTyping(false);
    this.log.put(message);
  }

  async setLive(live) {
    const came = live && !this.live;
    this.live = live;
    this.showHeader();
    if (!came) return;
    await this.loadPeople(); // the simulator may have been started anew
    this.show();
    this.tellFeed();
  }

  state() {
    return { messages: [...this.log.messages.values()], commands: this.commands, blocked: this.blocked };
  }

  answered({ text, show_alert, url }) {
    if (url) this.open(url);
    if (!text) return;
    if (show_alert) alert(this.botName(), text);
    else toast(text);
  }

  // ── what you see ──

  show() {
    this.list.show(this.people, this.me, this.summaries);
    this.showHeader();
    const waiting = this.unread ? `(${this.unread}) ` : "";
    document.title = `${waiting}${this.botName()} · ${this.person ? fullName(this.person) : ""}`;
  }

  summarize(summaries) {
    this.summaries = summaries;
    this.show();
  }

  get unread() {
    return this.others.reduce((sum, { id }) => sum + (this.summaries[id]?.unread ?? 0), 0);
  }

  showHeader() {
    const { bot, person, live, blocked, unread } = this;
    this.header.show({ bot, person, live, blocked, unread });
  }

  openMenu(anchor) {
    const block = this.blocked
      ? { icon: "check", text: "Unblock the bot", action: () => this.setBlocked(false), test: "unblock-bot" }
      : { icon: "block", text: "Block the bot", action: () => this.setBlocked(true), danger: true, test: "block-bot" };
    menu(anchor, [
      { icon: "phone", text: "Share my phone number", action: () => this.shareContact() },
      { icon: "plus", text: "Add a person", action: () => this.addPerson() },
      block,
    ]);
  }

  // ── what you do; the messages, keyboards and the composer ask for it ──

  /** Does something as the person who is shown; true when it could be done. */
  async attempt(deed) {
    try {
      await deed;
      return true;
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  say = (text) => this.attempt(act(this.me, "text", { text }));
  start = (payload) => this.attempt(act(this.me, "start", { payload }));
  restart = () => this.say("/start");
  sendFile = (kind, file, caption) => this.attempt(sendFile(this.me, kind, file, caption));
  sendSticker = () => this.attempt(act(this.me, "sticker"));
  setBlocked = (blocked) => this.attempt(act(this.me, "blocked", { blocked }));
  tap = (message, data) => this.taps.tap(this.me, message.message_id, data);
  isBusy = (messageId, data) => this.taps.isBusy(messageId, data);
  pay = (message) => payMessage(this.me, message, this.botName());
  goTo = (messageId) => this.log.goTo(messageId);
  toast = (text) => toast(text);
  botName = () => this.bot.first_name;
  nameOf = (id) => fullName(this.people.find((person) => person.id === id) ?? { first_name: `person ${id}` });

  view(message) {
    viewPhoto(message, { others: this.others, goTo: (person) => this.choose(person.id) });
  }

  async copy(text) {
    await navigator.clipboard.writeText(text).then(() => toast("Copied to the clipboard"), () => toast(text));
  }

  async shareContact() {
    const sure = await confirm("Share your phone number?", `${this.botName()} will see your phone number.`, "Share");
    if (sure) this.attempt(act(this.me, "contact"));
  }

  async shareUsers(message, request) {
    const most = request.max_quantity ?? 1;
    const chosen = await choosePeople(this.others, { title: most > 1 ? `Choose up to ${most} people` : "Choose a person", most, action: "Share" });
    if (chosen) this.attempt(act(this.me, "share", { message_id: message.message_id, user_ids: chosen }));
  }

  /** Where a link leads, for the browser's own menus. */
  hrefOf(url) {
    const meaning = meaningOf(url, this.bot.username);
    if ("start" in meaning) return `#${this.me}?start=${encodeURIComponent(meaning.start)}`;
    return meaning.out ?? `#${this.me}`;
  }

  open(url) {
    const meaning = meaningOf(url, this.bot.username);
    if ("start" in meaning) this.start(meaning.start);
    else if (meaning.invoice) payLink(this.me, meaning.invoice, this.botName());
    else if (meaning.out) window.open(meaning.out, "_blank", "noopener,noreferrer");
    else toast("This link opens nothing here.");
  }
}

const page = new ChatPage();
page.begin();
