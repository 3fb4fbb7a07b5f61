// Formatted text: `entities` (offsets in UTF-16 units, as in JavaScript strings) to nodes.

import { h } from "./dom.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];
const EMOJI_ONLY = /^(\p{Extended_Pictographic}(\p{Emoji_Modifier}|\ufe0f|\u200d\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}){1,3}$/u;

/** `chat` does what links and commands ask for: `chat.open(url)`, `chat.say(text)`. */
export function formatted(text, entities, chat) {
  const ordered = [...(entities ?? [])].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return render(text, 0, text.length, ordered, chat);
}

/** One to three emoji and nothing else are shown large. */
export function isOnlyEmoji(text) {
  return EMOJI_ONLY.test(text.replace(/\s/g, ""));
}

function render(text, from, to, entities, chat) {
  const nodes = [];
  let at = from;
  let waiting = entities;
  let afterBlock = false;
  const plain = (end) => {
    const piece = text.slice(at, end);
    const shown = afterBlock ? piece.replace(/^\n/, "") : piece; // the block itself has ended the line
    if (shown) nodes.push(document.createTextNode(shown));
  };
  while (waiting.length) {
    const [entity, ...others] = waiting;
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    waiting = others;
    if (begin >= end) continue;
    plain(begin);
    nodes.push(wrap(entity, text.slice(begin, end), render(text, begin, end, others.filter(startsBefore(end)), chat), chat));
    waiting = others.map(remainderFrom(end)).filter(Boolean);
    afterBlock = BLOCKS.includes(entity.type);
    at = end;
  }
  plain(to);
  return nodes;
}

const startsBefore = (end) => (entity) => entity.offset < end;

/** What an entity still covers behind `end`. */
const remainderFrom = (end) => (entity) => {
  const length = entity.offset + entity.length - Math.max(entity.offset, end);
  return length > 0 ? { ...entity, offset: Math.max(entity.offset, end), length } : null;
};

function wrap(entity, text, inner, chat) {
  if (SIMPLE[entity.type]) return h(SIMPLE[entity.type], {}, inner);
  switch (entity.type) {
    case "spoiler":
      return spoiler(inner);
    case "pre":
      return h("pre", { "data-language": entity.language ?? null }, h("code", {}, inner));
    case "blockquote":
      return h("blockquote", {}, inner);
    case "expandable_blockquote":
      return expandable(inner);
    case "text_link":
      return link(entity.url, inner, chat, entity.url);
    case "url":
      return link(text, inner, chat);
    case "email":
      return link(`mailto:${text}`, inner, chat);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, inner, chat);
    case "bot_command":
      return h("button", { type: "button", class: "inline-link", onclick: () => chat.say(text) }, inner);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, inner, chat);
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "like-link" }, inner);
    default:
      return h("span", {}, inner);
  }
}

function link(url, inner, chat, title = null) {
  const href = chat.hrefOf(url);
  const open = (event) => {
    event.preventDefault();
    chat.open(url);
  };
  return h("a", { href, title, target: "_blank", rel: "noopener noreferrer", onclick: open }, inner);
}

function spoiler(inner) {
  const show = (event) => {
    event.preventDefault();
    event.currentTarget.replaceWith(h("span", { class: "spoiler shown" }, inner));
  };
  return h("button", { type: "button", class: "spoiler", "aria-label": "Hidden text, press to read", onclick: show },
    h("span", { "aria-hidden": "true" }, inner));
}

function expandable(inner) {
  const quote = h("blockquote", { class: "expandable", onclick: () => quote.classList.add("expanded") }, inner);
  return quote;
}
