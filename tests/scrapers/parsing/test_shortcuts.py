"""Quick looks and what is remembered: with them seeded texts and pages read as without."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from scrapers import privacy
from scrapers.parsing.lists import emptiness
from scrapers.parsing.observing import guides, letters
from scrapers.parsing.page import announced, dates, dom, headings, labels, lines, repeated
from scrapers.parsing.page.pairs import BLANKS
from scrapers.parsing.words.labels import LABELS

ANYTHING = re.compile("")
"""A quick look that sends every text on to the slow one."""
TEXTS = 3_000


def _texts(seed: int, pieces: list[str], most: int = 14) -> Iterator[str]:
    chosen = random.Random(seed)
    for _ in range(TEXTS):
        yield "".join(chosen.choices(pieces, k=chosen.randint(1, most)))


def _found(text: str) -> tuple[str, object, str]:
    return privacy.mask(text), privacy.personal_data(body=text), privacy.mask_address(text)


def test_personal_data_is_found_as_without_the_quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [
        "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "86-", "+86", "0086",
        "办公电话：", "11010519491231002X", "110105194912310021", "6222021234567890123",
        "6222 0212 3456 7890", "4111111111111111", "5500-0000-0000-0004", "，", " ", "-", "－", "2017",
        "1", "号", "0999-8200000", "٣", "x",
    ]  # fmt: skip
    texts = list(_texts(1, pieces))
    quick = [
        (privacy.mask(text), privacy.personal_data(body=text), privacy.mask_address(text)) for text in texts
    ]
    monkeypatch.setattr(privacy, "_LONG", ANYTHING)
    slow = [
        (privacy.mask(text), privacy.personal_data(body=text), privacy.mask_address(text)) for text in texts
    ]
    assert quick == slow
    assert 500 < sum(masked != text for (masked, _, _), text in zip(quick, texts, strict=True)) < TEXTS


def test_words_of_letters_and_guides_are_seen_as_one_by_one() -> None:
    words = [*letters._GATE[::9], *guides._GATE[::9]]
    pieces = [
        *words,
        *(word[:2] for word in words),
        *(word[1:] for word in words),
        "：",
        "的",
        "材料",
        "内容",
    ]
    for text in _texts(2, pieces, 6):
        assert letters.looks_like_letter(text) == any(word in text for word in letters._GATE)
        assert guides.guide_words(text) == sum(word in text for word in guides._GATE)


def test_days_are_found_as_by_trying_every_form(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [
        "2017", "2020", "17", "03", "3", "10", "30", "-", "/", ".", "年", "月", "日", " ", "\u3000",
        "|", "：", ":", "15:30", "15时30分", "二〇一七年三月四日", "Tue Jan 12 09:30:00 CST 2021",
        "2017-03-05", "03/10 2025", "08 2021-04", "2021-04 08", "20201224", "发布", "T", "上午",
    ]  # fmt: skip
    texts = list(_texts(3, pieces, 8))
    quick = [(dates._first(text), dates.parse_moment(text)) for text in texts]
    every = tuple(("", form) for _, form in dates._BY_NEED)
    monkeypatch.setattr(dates, "_BY_NEED", every)
    assert quick == [(_earliest(text), dates.parse_moment(text)) for text in texts]
    assert sum(found is not None for found, _ in quick) > 500


def _earliest(text: str) -> object:
    """The day that begins first in a text, of several the longest, by trying every form."""
    hits = dates._dates(text.translate(dates._PLAIN))
    found = min(hits, key=lambda hit: (hit[0], -hit[1]), default=None)
    return found[2] if found else None


def _label_before(text: str, end: int) -> tuple[str, int] | None:
    """The longest label that ends at `end`, by trying every beginning."""
    found = None
    for start in range(end - 1, -1, -1):
        word = "".join(letter for letter in text[start:end] if not BLANKS.fullmatch(letter)).rstrip("】]")
        if word in LABELS and len(word) > 1 and not BLANKS.fullmatch(text[start]):
            found = word, start
    return found


def test_labels_end_where_the_longest_of_all_does() -> None:
    pieces = [*sorted(LABELS)[::7], "来 源", "索\u3000引\u3000号", "\x1f", " ", "】", "甲", "的", "\u200b"]
    ends = 0
    for text in _texts(5, pieces, 4):
        found = announced._label_ending(text)
        assert found == _label_before(text, len(text)), text
        ends += found is not None
    assert ends > 500


def test_labels_end_where_they_do_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [
        "发布时间", "来源", "来 源", "索\u3000引\u3000号", "文号", "发布机构", "公开编号", "上报",
        "财政局", "：", ":", "】", "[", "\x1f", "|", " ", "\n", "2017-03-05", "，", "甲", "\u200b",
    ]  # fmt: skip
    texts = list(_texts(4, pieces))
    quick = [labels._colons(text) for text in texts]
    monkeypatch.setattr(announced, "_PARTED", ANYTHING)
    monkeypatch.setattr(announced, "_LAST_LETTERS", 10**6)
    monkeypatch.setattr(announced, "_announced_before", announced._announced)
    monkeypatch.setattr(labels, "_told_before", labels._told_anew)
    assert quick == [labels._colons(text) for text in texts]
    assert sum(map(bool, quick)) > 500


def test_blanks_and_controls_go_as_sign_by_sign() -> None:
    pieces = [
        "甲", "A", "\x1f", "\x85", "\xa0", "\u3000", "\u200b", "\u200d", "\ufeff", "\u2060", "\x01",
        "\x7f", "\ufffe", "\uffff", "\n", "\t", "\x0b", "\ud800", " ",
    ]  # fmt: skip
    for text in _texts(6, pieces):
        assert dom._without_controls(text) == dom._CONTROLS.sub("", text)
        assert dom._folded(text) == dom._SPACE.sub(" ", text).strip()
        assert headings.key_of(text) == re.sub(r"[\s\u200b]+", "", text).replace("\u3000", "").lower()


PARTS = [
    "<div class=m>", "</div>", "<ul>", "<li>", "</li>", "</ul>", "<a href=/x>", "</a>", "<p>", "</p>",
    "<span>", "</span>", "<div style='display:none'>", "<table>", "<tr>", "<td>", "</table>", "<br>",
    "<script>a<b</script>", "<select><option>", "</select>", "<textarea>", "</textarea>", "<template>",
    "</template>", "<svg><title>", "</svg>", "<b>", "</b>", "<!-- c -->", "政务公开",
    "发布时间：2017-03-05", " ", "\n", "&nbsp;", "&lt;", "一句话。" * 9, "<pre>", "</pre>",
    "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<plaintext>",
]  # fmt: skip


def _closed(markup: str) -> str:
    body = dom.parse(f"<body>{markup}").find("body")
    assert body is not None
    return body.node.inner_html


def _read(line: lines.Line) -> int | None:
    """Something that a reader may make of a line."""
    return len(line.raw) if len(line.text) % 3 else None


def _shape(markup: str) -> object:
    tree = dom.parse(markup)
    found, inmost = lines.lines_of(tree), [*tree.iter()][-1]
    span = found.spans.get(inmost)
    assert found.told(_read) == [(line, read) for line in found.lines if (read := _read(line)) is not None]
    told = [(one.number, one.raw, one.text, one.linked, one.hidden, one.block.tag) for one in found.lines]
    spans = [found.spans.get(element) for element in tree.iter()]
    assert found.spans.of(inmost) == (span or (0, 0))  # asked before any other as after all
    return told, spans, [element.tag for element in found.spans.named(lambda *names: True)]


def test_lines_are_the_same_whatever_pages_were_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(7)
    boxes = [_closed("".join(chosen.choices(PARTS[:-1], k=40))) for _ in range(40)]
    pages = []
    for _ in range(400):
        inner = "".join(f"<div class=b>{box}</div>" for box in chosen.choices(boxes, k=3))
        pages.append(
            f"<body>{chosen.choice(PARTS)}<div>{chosen.choice(PARTS)}{inner}</div>{chosen.choice(boxes)}"
        )
    again: list[int] = []
    repeat = lines._repeat
    monkeypatch.setattr(lines, "_repeat", lambda *told: (again.append(1), repeat(*told)))
    among_others = [_shape(page) for page in pages]
    assert len(again) > 200
    for page, shape in zip(pages, among_others, strict=True):
        repeated.seen_before.cache_clear()
        assert _shape(page) == shape
    repeated.seen_before.cache_clear()


def test_what_is_all_shown_is_joined_as_by_walking() -> None:
    chosen = random.Random(7)
    joined = 0
    for _ in range(300):
        tree = dom.parse(f"<body>{''.join(chosen.choices(PARTS, k=chosen.randint(1, 24)))}")
        for element in tree.iter():
            walked = dom.fold(" ".join(dom._texts(element, dom._HIDDEN_OR_CHOICE, dom._NONE)))
            assert dom.spaced(element) == walked
            joined += len(element) > 0 and bool(walked)
    assert joined > 500


def _walked(element: dom.Element) -> str:
    """The shown text by its definition."""
    texts: list[str] = []
    for begins, node in dom.walk(element):
        texts.append("\n" if node.tag in dom.BLOCKS else "")
        if begins:
            texts.append("" if node.tag in dom.HIDDEN else node.text or "")
        elif node is not element:
            texts.append(node.tail or "")
    return "".join(texts)


def test_what_an_element_shows_is_what_a_walk_through_it_shows() -> None:
    chosen = random.Random(8)
    odd = ("<svg><style>a<b>c</b>d</style>e</svg>", "<template><p>t</p>u</template>", "<option>o", "<br>")
    shown = 0
    for _ in range(300):
        tree = dom.parse(f"<body>{''.join(chosen.choices((*PARTS, *odd), k=chosen.randint(1, 24)))}")
        for element in tree.iter():
            assert dom.raw_text_of(element) == _walked(element)
            shown += len(element) > 0 and bool(dom.text_of(element))
    assert shown > 500


def test_places_that_say_there_is_nothing_are_seen_as_one_by_one() -> None:
    words = [
        "暂无信息",
        " 暂无\u200b数据 ",
        "没有找到相关内容！" + "\u3000" * 70,
        "暂无",
        "暂无人事任免的通知",
    ]
    chosen, said = random.Random(8), 0
    for _ in range(300):
        tree = dom.parse(f"<body>{''.join(chosen.choices([*PARTS, *words], k=chosen.randint(1, 16)))}")
        quick = list(emptiness.empty_places(tree))
        slow = [
            (element, dom.fold(text))
            for element in tree.iter()
            if element.tag not in (*dom.HIDDEN, "a", "option", "title")
            for text in (element.text, *(child.tail for child in element))
            if text and emptiness.EMPTY.fullmatch(dom.fold(text)) and not emptiness._is_hidden(element)
            if len(dom.fold(text)) >= emptiness.weights.SHORTEST_WORDS
        ]
        assert quick == slow
        said += len(slow)
    assert said > 50
