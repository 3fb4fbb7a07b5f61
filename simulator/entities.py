"""Formatted text: Telegram's HTML to entities, and the entities found in plain text. Offsets count UTF-16 units."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from simulator.errors import Refusal, bad_request, unknown
from simulator.store import JSON

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*SIMPLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+)))?\s*""")
FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?|tg)://[^\s<>\"]*[^\s<>\".,;:!?)'\]]|(?<![\w.@])(?:t\.me|[\w-]+\.(?:com|org|net|io|ua|me|eu))(?:/[^\s<>\"]*[^\s<>\".,;:!?)'\]])?(?![\w.]))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@\w{4,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#\d*[^\W\d]\w*)"
)


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse(text: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    """The text as people see it and its entities, as the Bot API would answer with."""
    if not entities:
        text, found = _parse_text(text, parse_mode)
        return text, list(found)
    marked = list(entities)
    if parse_mode:
        text, marked = _parse_marked_up(text, parse_mode)
    elif any(entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text) for entity in marked):
        raise bad_request("entity beginning or end is out of the text")
    return _trim(text.replace("\r", ""), marked)


@lru_cache(4096)
def _parse_text(text: str, parse_mode: str | None) -> tuple[str, list[JSON]]:
    """Bots say the same again and again."""
    text, marked = _parse_marked_up(text, parse_mode) if parse_mode else (text, [])
    return _trim(text.replace("\r", ""), marked)


def find(text: str) -> list[JSON]:
    """Commands, links, mentions and hashtags that Telegram itself marks in a text."""
    if not any(mark in text for mark in "/@#."):
        return []
    return [
        {"type": str(found.lastgroup), "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in FOUND.finditer(text)
    ]


def _parse_marked_up(text: str, parse_mode: str) -> tuple[str, list[JSON]]:
    match parse_mode.lower():
        case "html":
            return _Html(text).parse()
        case "markdown" | "markdownv2":
            raise unknown(f"the parse mode {parse_mode}; use HTML")
    raise bad_request("unsupported parse_mode")


def _trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Cuts white space off both ends and adds what Telegram finds by itself."""
    cut = text.strip()
    if cut != text:
        start, end = units(text[: len(text) - len(text.lstrip())]), units(text.rstrip())
        entities = [_clip(entity, start, end) for entity in entities]
        entities = [entity for entity in entities if entity["length"] > 0]
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre", "text_link")]
    for entity in find(cut):
        first, last = entity["offset"], entity["offset"] + entity["length"]
        if all(last <= begin or first >= end for begin, end in taken):
            entities.append(entity)
    return cut, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _clip(entity: JSON, start: int, end: int) -> JSON:
    first, last = max(entity["offset"], start), min(entity["offset"] + entity["length"], end)
    return {**entity, "offset": first - start, "length": last - first}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass(slots=True)
class _Html:
    """One pass over the source, as tdlib's parse_html makes it."""

    source: str
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def parse(self) -> tuple[str, list[JSON]]:
        while self.position < len(self.source):
            begin = self.source.find("<", self.position)
            self._text(self.source[self.position : begin if begin >= 0 else None])
            if begin < 0:
                break
            self.position = begin
            if self.source.startswith("</", begin):
                self._end_tag(begin)
            else:
                self._start_tag(begin)
        if self.opened:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        return "".join(self.out), self.entities

    def _text(self, source: str) -> None:
        text = _unescape(source)
        self.out.append(text)
        self.offset += units(text)

    def _start_tag(self, begin: int) -> None:
        name = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        tag = name.group().lower() if name else ""
        at = f"at byte offset {len(self.source[:begin].encode())}"
        if begin + 1 + len(tag) >= len(self.source):
            raise _cannot_parse(f"Unclosed start tag {at}")
        if tag not in TAGS:
            raise _cannot_parse(f'Unsupported start tag "{tag}" {at}')
        attributes, end = self._attributes(begin + 1 + len(tag), at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" {at}')
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdecimal():
            raise _cannot_parse("Invalid custom emoji identifier specified")
        self.opened.append(_Open(tag, attributes, self.offset, len(self.out)))
        self.position = end + 1

    def _attributes(self, position: int, at: str) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise _cannot_parse(f"Unclosed start tag {at}")
            if self.source[position] == ">":
                return attributes, position
            found = ATTRIBUTE.match(self.source, position)
            if found is None or (found.end() < len(self.source) and self.source[found.end()] in "=\"'"):
                raise _cannot_parse(f"Unclosed start tag {at}")
            attributes[found[1].lower()] = _unescape(found[2] or found[3] or found[4] or "")
            position = found.end()

    def _end_tag(self, begin: int) -> None:
        at = f"at byte offset {len(self.source[:begin].encode())}"
        if not self.opened:
            raise _cannot_parse(f"Unexpected end tag {at}")
        found = re.compile(r"</([^\s>]*)\s*>").match(self.source, begin)
        if found is None:
            raise _cannot_parse(f"Unclosed end tag {at}")
        opened, name = self.opened.pop(), found[1].lower()
        if name not in ("", opened.tag):
            raise _cannot_parse(f'Unmatched end tag {at}, expected "</{opened.tag}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._close(opened)
        self.position = found.end()

    def _close(self, opened: _Open) -> None:
        entity: JSON = {"type": "", "offset": opened.offset, "length": self.offset - opened.offset}
        match opened.tag:
            case "a":
                url = opened.attributes.get("href") or "".join(self.out[opened.start :])
                if not (kind := _link(url)):
                    return
                entity |= kind
            case "code" if self.opened and self.opened[-1].tag == "pre":
                self.opened[-1].attributes |= opened.attributes
                return
            case "pre":
                entity["type"] = "pre"
                if (language := opened.attributes.get("class", "")).startswith("language-"):
                    entity["language"] = language.removeprefix("language-")
            case "blockquote":
                entity["type"] = "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"
            case "tg-emoji":
                entity |= {"type": "custom_emoji", "custom_emoji_id": opened.attributes["emoji-id"]}
            case tag:
                entity["type"] = SIMPLE_TAGS.get(tag, tag)
        self.entities.append(entity)


def _link(url: str) -> JSON | None:
    """A link entity; an address that is not one leaves plain text, as Telegram does."""
    if found := re.fullmatch(r"tg://user\?id=(\d+)", url):
        return {"type": "text_mention", "user": {"id": int(found[1]), "is_bot": False, "first_name": found[1]}}
    if re.fullmatch(r"(https?|tg|ton|mailto|tel)://?\S+|[\w-]+(\.[\w-]+)+(/\S*)?", url):
        return {"type": "text_link", "url": url if "://" in url else f"http://{url}/"}
    return None


def _unescape(text: str) -> str:
    return CHARACTER.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]


def _cannot_parse(sentence: str) -> Refusal:
    return bad_request(f"can't parse entities: {sentence}")
