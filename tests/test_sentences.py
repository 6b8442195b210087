"""Where sentences and paragraphs stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sentences import paragraphs, sentences

WRAPPED = """The hard wrapped text of this paragraph goes over several lines, with
Aleppo and Homs named in it, and it should be read as one sentence as the
Army wrapped it. Then comes another one, which begins within a line and is
short."""


def _said(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[a:b] for a, b in sentences(text, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. J. Smith of the U.S. Army met Mr. Brown.|He left at 5 p.m. on Jan. 5.|The talks failed.",
        "It lies in the U.S.|The army left it at 9 a.m.|In the night it came back.",
        "He asked for arms, e.g. Kornets, from No. 7 in St. Petersburg.|It was 3.5 percent...|Then he left.",
        "“Why?” he asked.|“No!”|(It rained.)|“Then go.”|What?!|Yes.[12]|Next.",
        "He said no.|5 men died in World War II.|The end.",
        "In Oct. 2015 ships came, cf. p. 7.|Lt. Col. K. F. Ali, Jr. Officer of the watch, left Acme Inc. Director Lee.",
        "В 2015 г.|Путин приехал в г. Москва, т.е. домой, на ул. Ленина, им. которого и т.д.|Он ушёл в 5 ч. утра.",
        "«Нет!» — сказал он.|В. В. Путин уехал.|С 2011 по 2015 гг.|Россия поставила танки.",
        "ماذا حدث؟|قال د. محمد؛|ثم ذهب في عام 2015 م.|وقال آخر.",
        "Am 3. Oktober kam Dr. Weber, d.h. der Arzt.|Er blieb.",
        "M. Le Drian et Mme. Dupont sont à Paris.|Où?|À Lyon.",
        "He saw example.com.|The site is version 2.1 of it.",
        "Sie zahlten es.|他来了。|她走了！|好。",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text):
    wanted = text.split("|")
    assert _said(" ".join(wanted)) == wanted
    assert _said("\n\n".join(wanted)) == wanted


def test_a_break_within_wrapped_text_ends_nothing():
    first, second = WRAPPED.split(" Then ")
    assert _said(WRAPPED) == [first, "Then " + second]


def test_headings_and_items_without_a_stop_end_at_their_line():
    item = "• one tank, two guns and a lorry that burnt near the road to Aleppo"
    text = f"Russia in Syria\nBy a reporter\n\n{WRAPPED}\n\nLosses\n{item}\n• Two men\n1. Homs fell.\n\nEnd"
    said = _said(text)
    assert said[:2] == ["Russia in Syria", "By a reporter"]
    assert said[4:] == ["Losses", item, "• Two men", "1. Homs fell.", "End"]


def test_lines_that_nobody_wrapped_are_sentences_of_their_own():
    long = "Ships brought arms to the port of Tartus " * 5
    assert _said(f"Heading of a text\n{long.strip()}\nAleppo\nHoms and\nHama") == [
        "Heading of a text", long.strip(), "Aleppo", "Homs and", "Hama",
    ]  # fmt: skip


def test_an_abbreviation_ends_at_a_blank_line_and_at_the_end():
    assert _said("They flew to the U.S.\n\nArmy men met Gen.") == ["They flew to the U.S.", "Army men met Gen."]


def test_offsets_count_within_the_whole_text():
    text = "One. Two 🛩 three. Four."
    assert _said(text, 5) == ["Two 🛩 three.", "Four."]
    assert _said(text, 5, 12) == ["Two 🛩 t"]
    assert sentences(text, 5, 99)[0] == (5, 17)


def test_paragraphs_are_blocks_or_lines():
    def blocks(text: str) -> list[str]:
        return [text[a:b] for a, b in paragraphs(text)]

    assert blocks(f"  Title\n \t\n{WRAPPED}\n\n\n End ") == ["Title", WRAPPED, "End"]
    assert blocks(WRAPPED) == [WRAPPED]
    assert blocks("One line.\nAnother line.\n") == ["One line.", "Another line."]
    long = "A paragraph that is a single line of the file. " * 5
    assert blocks(f"Title\n{long.strip()}\n\n{long.strip()}") == ["Title", long.strip(), long.strip()]
    assert paragraphs(" \n ") == paragraphs("") == sentences("") == []


_PIECES = st.lists(st.sampled_from([*" \n\t.!?…؟؛。)\"'»—-1aAЖم", "U.S.", "Gen.", "\n\n", "г.", "[1]", "• ", "\u2029"]))


@given(st.one_of(st.text(), _PIECES.map("".join)), st.integers(0, 20), st.integers(0, 60))
def test_spans_are_trimmed_and_ascend_and_hold_all_that_is_no_space(text, start, end):
    start = min(start, len(text))
    for spans, held in (
        (sentences(text, start, max(start, end)), text[start : max(start, end)]),
        (paragraphs(text), text),
    ):
        pieces = [text[a:b] for a, b in spans]
        assert all(piece and piece == piece.strip() for piece in pieces)
        bounds = [bound for span in spans for bound in span]
        assert bounds == sorted(bounds)
        assert "".join("".join(pieces).split()) == "".join(held.split())


@pytest.mark.parametrize(
    "piece", [".", ". ", "\n", " ", ".)", ".[12]", "a\n", "U.S.", "\n ", "a. ", "?\n", '."', "a.b"]
)
def test_time_grows_with_the_text_alone(piece):
    def seconds(size: int) -> float:
        text = piece * (size // len(piece)) + "x"
        begin = time.process_time()
        sentences(text), paragraphs(text)
        return time.process_time() - begin

    assert seconds(400_000) < 12 * seconds(100_000) + 0.2
