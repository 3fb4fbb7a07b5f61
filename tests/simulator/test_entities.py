"""HTML and the entities that Telegram finds."""

import pytest

from simulator.entities import find, parse
from simulator.errors import Refusal


def html(source: str) -> tuple[str, list]:
    return parse(source, "HTML", None)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        *[("b", "bold"), ("strong", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline")],
        *[("ins", "underline"), ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough")],
        *[("code", "code"), ("pre", "pre"), ("tg-spoiler", "spoiler"), ("blockquote", "blockquote"), ("B", "bold")],
    ],
)
def test_every_tag_is_an_entity(tag: str, kind: str) -> None:
    assert html(f"a<{tag}>b</{tag}>") == ("ab", [{"type": kind, "offset": 1, "length": 1}])


def test_offsets_count_utf16_units() -> None:
    assert html("😀<b>Квиток 🎫</b>")[1] == [{"type": "bold", "offset": 2, "length": 9}]


def test_entities_may_stand_in_one_another() -> None:
    assert html("<b>a<i>b</i></b>")[1] == [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 1},
    ]


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="https://t.me/x?start=1&amp;b">a</a>', {"type": "text_link", "url": "https://t.me/x?start=1&b"}),
        (
            '<a href="tg://user?id=5">a</a>',
            {"type": "text_mention", "user": {"id": 5, "is_bot": False, "first_name": "5"}},
        ),
        ("<a href='tg://resolve?domain=x'>a</a>", {"type": "text_link", "url": "tg://resolve?domain=x"}),
        ('<span class="tg-spoiler">a</span>', {"type": "spoiler"}),
        ('<tg-emoji emoji-id="53">a</tg-emoji>', {"type": "custom_emoji", "custom_emoji_id": "53"}),
        ('<pre><code class="language-py">a</code></pre>', {"type": "pre", "language": "py"}),
        ("<blockquote expandable>a</blockquote>", {"type": "expandable_blockquote"}),
    ],
)
def test_tags_with_attributes(source: str, entity: dict) -> None:
    assert html(source) == ("a", [{"offset": 0, "length": 1, **entity}])


def test_only_four_names_and_all_numbers_are_characters() -> None:
    assert html("&lt;&gt;&amp;&quot;&#33;&#x21;&nbsp;&copy; & so")[0] == '<>&"!!&nbsp;&copy; & so'


def test_a_link_to_nothing_is_plain_text() -> None:
    assert html('<a href="nowhere">a</a>') == ("a", [])


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("Є<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_html_is_refused_with_its_place(source: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {sentence}"


def test_other_parse_modes_are_not_simulated_or_do_not_exist() -> None:
    with pytest.raises(Refusal, match="the simulator does not know the parse mode MarkdownV2"):
        parse("a", "MarkdownV2", None)
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        parse("a", "BBCode", None)


def test_white_space_is_cut_off_and_entities_follow() -> None:
    assert html("\n <b> a </b> \n") == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_an_entity_beyond_the_text_is_refused() -> None:
    with pytest.raises(Refusal, match="out of the text"):
        parse("a", None, [{"type": "bold", "offset": 0, "length": 2}])


def test_telegram_finds_commands_links_mentions_and_tags() -> None:
    text = "/start @kassa_bot #концерт https://example.org/a?b=1, t.me/kassa a@example.org 1/2 me@"
    found = [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in find(text)]

    assert found == [
        ("bot_command", "/start"),
        ("mention", "@kassa_bot"),
        ("hashtag", "#концерт"),
        ("url", "https://example.org/a?b=1"),
        ("url", "t.me/kassa"),
        ("email", "a@example.org"),
    ]


def test_nothing_is_found_inside_code() -> None:
    assert [entity["type"] for entity in html("<code>/start</code> /help")[1]] == ["code", "bot_command"]
