import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.draw.html import visible
from geo.draw.island import island

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates too


def test_plain_data_come_back_as_they_were():
    data = {"a": [1, -2, None, True, 0.5], "b": {"حميميم": "Hmeimim", "quote": 'He said "no"\\'}, "c": "a\nb\tc"}
    assert json.loads(island(data)) == data


@settings(deadline=None)  # the machine may be busy
@given(ANY_TEXT)
@example("{{ 7*7 }}")
@example("{{{%{#")
@example("\\u0000 \\x3c \\")
@example("\x00\x08\x0c\x1b\x7f\x85")
@example("</script><script>window.x=1</script><!--")
@example("\u2028\u2029\ufeff\u202e\ud83d")
def test_R001_R008_any_text_comes_back_visible_and_is_inert(text):
    made = island({"text": text, text: [text]})
    for opener in ("{{", "{%", "{#", "<", ">", "&", "\u2028", "\u2029"):
        assert opener not in made
    made.encode("utf-8")
    shown = visible(text)
    assert json.loads(made) == {"text": shown} | {shown: [shown]}


def test_R008_controls_and_lone_surrogates_become_marks_one_for_one():
    assert json.loads(island({"t": "a\x00b\x1bc\x7fd\ud800e\b\f"})) == {"t": "a␀b␛c␡d\ufffde␈␌"}


def test_a_backslash_before_the_name_of_a_control_stays_text():
    assert json.loads(island({"t": "\\u0000 \\b"})) == {"t": "\\u0000 \\b"}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_R047_a_number_that_JSON_cannot_say_is_refused(number):
    with pytest.raises(ValueError, match="JSON"):
        island({"lon": [number]})


def test_R107_astral_and_right_to_left_text_is_kept_code_point_for_code_point():
    text = "👩\u200d👩\u200d👧 e\u0301 שלום حميميم \u202eabc"
    assert json.loads(island({"t": text})) == {"t": text}
