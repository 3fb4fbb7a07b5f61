// Everybody's chats, live. A browser opens at most six connections to a host, over all its windows, and each stream
// holds one: so all windows share one Feed (in a shared worker) with few streams, and each learns what concerns it.

const STREAMS = 4; // to have badges for people whom nobody looks at
const STREAMS_MAX = 5; // with many windows; one connection is left for what people do
const RETRY_MS = 2000;

/** Connects this window. `heard(event, data, personId)`; call `tell({people, shown, looking})` whenever one changes. */
export function openFeed(heard) {
  const port = sharedPort() ?? ownPort();
  port.onmessage = ({ data }) => heard(data.event, data.data, data.person);
  addEventListener("pagehide", () => port.postMessage({ gone: true }));
  return { tell: (state) => port.postMessage(state) };
}

function sharedPort() {
  if (!globalThis.SharedWorker) return null;
  return new SharedWorker("/page/feed-worker.js", { type: "module", name: "simulator-feed" }).port;
}

function ownPort() {
  const { port1, port2 } = new MessageChannel();
  new Feed().connect(port2);
  return port1;
}

export class Feed {
  windows = new Map(); // port → {people, shown, looking}
  chats = new Map(); // person → WatchedChat

  connect(port) {
    port.onmessage = ({ data }) => this.learn(port, data);
  }

  learn(port, state) {
    const before = this.windows.get(port);
    if (state.gone) this.windows.delete(port);
    else this.windows.set(port, state);
    this.watch();
    if (state.gone) return;
    const chat = this.chats.get(state.shown);
    if (before?.shown !== state.shown) {
      if (chat?.live) port.postMessage({ event: "snapshot", data: chat.snapshot(), person: chat.person });
      port.postMessage({ event: "live", data: chat?.live ?? false, person: state.shown });
    }
    if (state.looking) chat?.unread.clear();
    this.summarize();
  }

  /** Opens and closes streams: first for those who are shown, then for others while connections last. */
  watch() {
    const states = [...this.windows.values()];
    const shown = [...new Set(states.map((state) => state.shown))].filter(Boolean).slice(0, STREAMS_MAX);
    const others = [...new Set(states.flatMap((state) => state.people))].filter((person) => !shown.includes(person));
    const wanted = [...shown, ...others.slice(0, Math.max(0, STREAMS - shown.length))];
    for (const [person, chat] of this.chats) {
      if (!wanted.includes(person)) chat.close(this.chats);
    }
    for (const person of wanted) {
      if (!this.chats.has(person)) this.chats.set(person, new WatchedChat(person, this));
    }
  }

  isLookedAt(person) {
    return [...this.windows.values()].some((state) => state.looking && state.shown === person);
  }

  publish(person, event, data) {
    for (const [port, state] of this.windows) {
      if (state.shown === person) port.postMessage({ event, data, person });
    }
    if (event !== "action" && event !== "answer") this.summarize();
  }

  /** Soon, and once for many changes: the number of unread messages and the last message of everybody. */
  summarize() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const summary = Object.fromEntries([...this.chats].map(([person, chat]) => [person, chat.summary()]));
      for (const port of this.windows.keys()) port.postMessage({ event: "summary", data: summary });
    }, 60);
  }
}

/** A copy of one chat, kept by its stream. */
class WatchedChat {
  messages = new Map();
  commands = [];
  blocked = false;
  live = false;
  newest = null;
  unread = new Set();

  constructor(person, feed) {
    this.person = person;
    this.feed = feed;
    this.open();
  }

  open() {
    this.source = new EventSource(`/sim/people/${this.person}/stream`);
    this.source.onerror = () => this.lost();
    for (const name of ["snapshot", "message", "deleted", "answer", "payment", "commands", "action"]) {
      this.source.addEventListener(name, (event) => this.hear(name, JSON.parse(event.data)));
    }
  }

  close(chats) {
    this.source.close();
    clearTimeout(this.retry);
    chats.delete(this.person);
  }

  lost() {
    if (this.live) this.feed.publish(this.person, "live", false);
    this.live = false;
    if (this.source.readyState !== EventSource.CLOSED) return; // it reconnects by itself
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), RETRY_MS);
  }

  hear(event, data) {
    const handler = { snapshot: "replace", message: "keep", deleted: "drop", commands: "setCommands" }[event];
    if (handler) this[handler](data);
    this.feed.publish(this.person, event, data);
    if (event === "snapshot" && !this.live) {
      this.live = true;
      this.feed.publish(this.person, "live", true);
    }
  }

  replace({ messages, commands, blocked }) {
    const seen = this.newest;
    Object.assign(this, { commands, blocked, messages: new Map() });
    this.newest = Math.max(0, ...messages.map((message) => message.message_id));
    for (const message of messages) {
      this.messages.set(message.message_id, message);
      if (seen !== null && message.message_id > seen) this.count(message);
    }
    for (const id of this.unread) if (!this.messages.has(id)) this.unread.delete(id);
  }

  keep(message) {
    if (message.message_id > this.newest) this.count(message);
    this.newest = Math.max(this.newest, message.message_id);
    this.messages.set(message.message_id, message);
  }

  drop({ message_id }) {
    this.messages.delete(message_id);
    this.unread.delete(message_id);
  }

  setCommands(commands) {
    this.commands = commands;
  }

  count(message) {
    if (message.from.is_bot && !this.feed.isLookedAt(this.person)) this.unread.add(message.message_id);
  }

  snapshot() {
    return { messages: [...this.messages.values()], commands: this.commands, blocked: this.blocked };
  }

  summary() {
    const newest = Math.max(...this.messages.keys());
    return { unread: this.unread.size, last: this.messages.get(newest) ?? null };
  }
}
