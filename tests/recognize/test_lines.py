"""`geo parse`: a line in, a line out, whatever the line holds; a table for people."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.lines import answer
from geo.reading import parse


def _answers(*lines):
    given = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    result = CliRunner().invoke(main, ["parse", "--jsonl"], input=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_in_order():
    found = _answers({"id": "a", "text": "Homs and Hama"}, {"id": 2, "text": ""}, {"id": "c", "text": "In Aleppo"})
    assert [answer["id"] for answer in found] == ["a", 2, "c"]
    assert [[t["surface"] for t in answer["toponyms"]] for answer in found] == [["Homs", "Hama"], [], ["Aleppo"]]
    assert found[0]["dates"] == found[0]["events"] == []
    first = found[0]["toponyms"][0]
    assert first["role"] == "location" and first["place_id"] == "gn:169577" and first["geo_precision"] == "near"
    assert abs(first["lat"] - 34.7) < 0.1 and abs(first["lon"] - 36.7) < 0.1 and "Syria" in first["reason"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "no JSON"),
        ("[1]", "a JSON object"),
        ('{"id": 1}', '"text" is a text'),
        ('{"id": 1, "text": 5}', '"text" is a text'),
        ('{"id": 1, "text": "Homs", "date": 5}', '"date" is a text'),
        ('{"id": 1, "text": "Homs", "spans": 5}', '"spans" is a list'),
        ('{"id": 1, "text": "Homs", "spans": [{"start": 0, "end": 9}]}', "within the text"),
        ('{"id": 1, "text": "Homs", "spans": [{"start": true, "end": 2}]}', "within the text"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_answered_and_the_next_is_read(line, said):
    bad, good = _answers(line, {"id": 9, "text": "In Homs"})
    assert said in bad["error"] and "toponyms" not in bad
    assert [t["surface"] for t in good["toponyms"]] == ["Homs"]


def test_bytes_that_are_not_utf8_are_answered():
    result = CliRunner().invoke(main, ["parse", "--jsonl"], input=b'{"id": 1, "text": "\xff"}\n')
    assert "not UTF-8" in json.loads(result.stdout)["error"]


def test_only_the_spans_given_are_resolved_with_the_rest_as_context():
    text = "Talks in Tripoli, Lebanon, and in Homs."
    (found,) = _answers({"id": 1, "text": text, "spans": [{"start": 9, "end": 16}]})
    assert [(t["surface"], round(t["lat"])) for t in found["toponyms"]] == [("Tripoli", 34)]


def test_a_place_by_another_is_told_beside_the_one_that_the_span_names():
    (found,) = _answers({"id": 1, "text": "A depot 20 km north-east of Palmyra, Syria."})
    palmyra, _ = found["toponyms"]
    assert palmyra["place_id"] == "gn:163808" and round(palmyra["lat"], 1) == 34.6
    assert palmyra["meant"]["place_id"] == "gn:163808+20km-NE" and round(palmyra["meant"]["lat"], 1) == 34.7
    assert palmyra["meant"]["radius_km"] == 5.0 and palmyra["geo_precision"] == "near"


def test_what_is_not_certain_comes_with_the_places_that_it_could_be():
    (found,) = _answers({"id": 1, "text": "He was born in Springfield."})
    (born,) = found["toponyms"]
    assert born["status"] == "review" and born["candidates"][0]["place_id"] == born["place_id"]
    assert 1 < len(born["candidates"]) <= 3
    assert len({c["where"] for c in born["candidates"]}) == len(born["candidates"])
    assert set(born["candidates"][0]) == {"name", "lat", "lon", "place_id", "where"}


def test_a_line_holds_no_other_line_ends():
    text = "Shells hit\u2028Homs\x85on 3 March 2016.\u2029"
    result = CliRunner().invoke(main, ["parse", "--jsonl"], input=json.dumps({"id": text, "text": text}) + "\n")
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["id"] == text


def test_the_title_is_context():
    text = "He was born in Springfield."
    (plain,) = _answers({"id": 1, "text": text})
    (titled,) = _answers({"id": 1, "text": text, "title": "Massachusetts, Boston and Worcester mourn"})
    assert len(titled["toponyms"]) == len(plain["toponyms"]) == 1
    assert round(titled["toponyms"][0]["lat"], 1) == 42.1


def test_half_a_surrogate_pair_survives():
    (found,) = _answers('{"id": "\\ud800", "text": "\\ud800 Homs"}')
    assert found["id"] == "\ud800" and [t["start"] for t in found["toponyms"]] == [2]


def test_a_line_stays_one_for_readers_who_know_other_ends_of_lines():
    assert [a["id"] for a in _answers({"id": "a\u2028b\u2029c\x85d", "text": "Homs"})] == ["a\u2028b\u2029c\x85d"]


def test_an_answer_comes_before_the_next_line_is_sent():
    command = [sys.executable, "-m", "geo", "parse", "--jsonl"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        for doc_id in (1, 2):
            process.stdin.write(json.dumps({"id": doc_id, "text": "In Homs"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == doc_id
        process.stdin.close()
        assert process.wait(20) == 0


def test_files_are_shown_as_a_table(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("A headline\n\nShells fell on Aleppo, Damascus said.\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["parse", str(file)])
    assert result.exit_code == 0
    heading, places, first, second, events, told, quote = result.stdout.splitlines()
    assert heading.endswith("A headline (undated, en)") and (places.strip(), events.strip()) == ("places", "events")
    assert "undated" in told and quote.strip() == "Shells fell on Aleppo, Damascus said."
    assert first.split()[:3] == ["27", "Aleppo", "location"] and "36.20" in first
    assert "metonym" in second


def test_it_says_what_it_needs(tmp_path):
    assert CliRunner().invoke(main, ["parse"]).exit_code == 2
    missing = CliRunner().invoke(main, ["parse", str(tmp_path / "none.txt")])
    assert missing.exit_code == 1 and "Traceback" not in missing.output


@pytest.mark.parametrize("number", ["NaN", "Infinity", "[[-1e999]]"])
def test_an_id_that_is_no_json_is_not_given_back(number):
    (answer,) = _answers(f'{{"id": {number}, "text": "Aleppo"}}')
    assert answer == {"id": None, "error": '"id" is a number that JSON does not have'}


def test_an_id_nested_to_the_edge_ends_nothing():
    nested = [f'{{"id": {"[" * depth}{"]" * depth}, "text": ""}}'.encode() for depth in range(800, 1010)]
    assert all(answer(line, parse).startswith(b'{"id": ') for line in nested)
