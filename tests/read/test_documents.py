"""Documents, and the quotes that events take from them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.quoting import find
from geo.read.documents import read_document
from geo.read.evidence import SET_ASIDE
from geo.records import Level

from .conftest import HEADER, ROW, of

FRONT = '---\ntitle: "A visit: the base"\nsource: Reuters\ndate: 30 September 2015\nlanguage: en\nurl: https://a.example\n---\n\n'
TEXT = "Ships passed the Bosphorus.\nThe “base” isn't   closed. Ships passed the Bosphorus again.\n"
PAGE = (
    '<html lang="en-GB"><head><title>Site | Ships</title><meta property="og:title" content="Ships pass the strait">'
    '<meta property="article:published_time" content="2015-09-04T10:00:00+03:00"><meta property="og:site_name" '
    'content="The Strait Times"><link rel="canonical" href="https://example.org/ships"></head><body>'
    "<nav>Home | About</nav><article><h1>Ships pass the strait</h1><p>Russian landing ships went south through "
    "the Bosphorus 39 times from January to August 2015, port officials said.</p><p>The ships carried lorries &amp; "
    "armoured carriers, some of them uncovered on deck.</p><script>alert(1)</script></article>"
    "<footer>Imprint</footer></body></html>"
)


def test_front_matter_is_read_as_text_and_is_no_part_of_the_text(folder):
    [document] = folder.put("documents/My visit.md", FRONT + TEXT).read().documents
    assert (document.doc_id, document.title, document.source) == ("my-visit", "A visit: the base", "Reuters")
    assert (document.date, document.language, document.url) == ("2015-09-30", "en", "https://a.example")
    assert document.text == TEXT
    assert document.file == "documents/My visit.md"


def test_the_text_stays_as_it_is_but_for_line_ends(folder):
    [document] = folder.put("documents/a.txt", "Zu\u0308rich\r\n\u202bx\u202c  y\x00\rend".encode()).read().documents
    assert document.text == "Zu\u0308rich\n\u202bx\u202c  y␀\nend"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The heading #\n\nText.", "The heading"),
        ("A headline\n\nText.", "A headline"),
        ("A sentence that ends. More.", "my file"),
    ],
)
def test_a_title_is_found_where_none_is_given(text, title):
    assert read_document(text, "documents/my-file.md", (), {}, []).title == title


@pytest.mark.parametrize("front", ["title: a: b", "- [", "[" * 3000])
def test_front_matter_that_cannot_be_read_is_an_error(folder, front):
    [fault] = folder.put("documents/a.md", f"---\n{front}\n---\ntext").refused()
    assert fault.file == "documents/a.md"
    assert fault.line > 0


def test_R015_front_matter_makes_no_objects_and_no_endless_lists(folder):
    bomb = "a: &a [x,x]\n" + "".join(
        f"{n}: &{n} [*{m},*{m},*{m},*{m},*{m},*{m},*{m},*{m},*{m}]\n" for m, n in pairwise("abcdefghijkl")
    )
    folder.put("documents/a.md", f"---\n{bomb}title: *l\nsource: !!python/object/apply:os.getcwd []\n---\ntext")
    seeds = folder.read()
    assert seeds.documents[0].title == "text"
    assert {f.column for f in of(seeds, Level.FAULT)} == {"title", "source"}


def test_two_rules_around_prose_are_no_front_matter():
    text = "---\nJust a sentence\n---\nMore."
    assert read_document(text, "documents/a.md", (), {}, []).text == text


def test_front_matter_values_are_checked(folder):
    folder.put("sources.csv", "source_id,title\nrd-2015,T\n")
    folder.put("documents/a.md", "---\nlanguage: english\nurl: javascript:x\ndate: soon\nnote: x\n---\ntext")
    seeds = folder.read()
    assert [f.column for f in seeds.faults] == ["note", "date", "language", "url"]
    [fault] = folder.put("documents/a.md", "---\nsource: rd-2105\n---\ntext").refused()
    assert "'rd-2015' may be meant" in fault.remedy


def test_an_empty_document_is_told(folder):
    assert [f.message for f in folder.put("documents/a.txt", " \n").read().faults] == ["the document holds no text"]


def test_a_page_gives_its_article_and_what_it_says_of_itself(folder):
    [document] = folder.put("documents/ships.html", PAGE).read().documents
    assert (document.title, document.source, document.date) == (
        "Ships pass the strait",
        "The Strait Times",
        "2015-09-04",
    )
    assert (document.language, document.url) == ("en", "https://example.org/ships")
    assert "lorries & armoured carriers" in document.text
    for other in ("Imprint", "alert", "<p>"):
        assert other not in document.text


def test_R019_a_page_in_the_encoding_that_it_declares_is_read(folder):
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("lorries", "грузовики")
    seeds = folder.put("documents/a.html", page.encode("cp1251")).read()
    assert "грузовики" in seeds.documents[0].text
    assert any("windows-1251" in n.message for n in of(seeds, Level.NOTE))


def test_R019_a_text_in_another_encoding_is_refused(folder):
    [fault] = folder.put("documents/a.txt", "Бои у города Алеппо".encode("cp1251")).refused()
    assert "--encoding cp1251" in fault.remedy


@pytest.mark.parametrize(
    ("content", "said"), [(b"%PDF-1.4", "a PDF"), (b"PK\x03\x04....word/document.xml", "a Word document")]
)
def test_R040_what_is_no_text_is_called_by_its_name(folder, content, said):
    [fault] = folder.put("documents/a.txt", content).refused()
    assert said in fault.message


def _quoted(folder, quote, start="", end=""):
    escaped = quote.replace('"', '""')
    table = HEADER.replace("\n", ",quote,doc_id,char_start,char_end\n")
    row = ROW.replace("\n", f',"{escaped}",a,{start},{end}\n')
    seeds = folder.put("documents/a.md", FRONT + TEXT).events(table + row).read()
    return seeds, seeds.events.iloc[0]


def test_offsets_are_found_and_count_in_the_text_alone(folder):
    seeds, row = _quoted(folder, "Ships passed the Bosphorus again.")
    start = TEXT.index("Ships passed the Bosphorus again.")
    assert (row["char_start"], row["char_end"]) == (str(start), str(start + 33))
    assert seeds.faults == ()


def test_a_quote_with_other_marks_and_spaces_becomes_what_the_document_says(folder):
    _, row = _quoted(folder, 'The "base" isn’t closed.')
    assert row["quote"] == "The “base” isn't   closed."


def test_right_offsets_stay_and_wrong_ones_are_mended_and_told(folder):
    seeds, row = _quoted(folder, "Ships passed the Bosphorus", "55", "81")
    assert (row["char_start"], TEXT[55:81], seeds.faults) == ("55", "Ships passed the Bosphorus", ())
    seeds, row = _quoted(folder, "Ships passed the Bosphorus", "3", "9")
    assert row["char_start"] == "0"
    assert "does not stand at 3 to 9" in of(seeds, Level.FAULT)[0].message


def test_a_quote_that_stands_twice_is_noted(folder):
    seeds, row = _quoted(folder, "Ships passed the Bosphorus")
    assert row["char_start"] == "0"
    assert "more than once" in of(seeds, Level.NOTE)[0].message


def test_a_quote_that_the_document_does_not_hold_is_no_evidence(folder):
    seeds, row = _quoted(folder, "Planes passed the Bosphorus.")
    assert (row["quote"], row["doc_id"], row["char_start"]) == ("", "", "")
    assert row["extra"] == {SET_ASIDE: "Planes passed the Bosphorus."}
    [fault] = of(seeds, Level.FAULT)
    assert (fault.line, fault.column) == (2, "quote")


def test_find_counts_code_points():
    assert find("б", "а🗺б") == (2, 3)
    assert find("x", "abc") is None


@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", TEXT), ("a.md", FRONT + TEXT), ("b.md", FRONT.replace("\n", "\r\n") + TEXT)]
)
def test_offsets_in_the_text_lead_to_those_in_the_file(folder, name, text):
    [document] = folder.put(f"documents/{name}", text).read().documents
    assert text.replace("\r\n", "\n")[document.text_start :] == document.text == TEXT


def test_a_page_has_no_offsets_in_its_file(folder):
    assert folder.put("documents/a.html", PAGE).read().documents[0].text_start == 0


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2015-09-13T23:30:00-11:00", "2015-09-13"),
        ("2015-09-13 00:10:00", "2015-09-13"),
        ("Sun, 13 Sep 2015 23:59:00 GMT", "2015-09-13"),
        ("Sunday, September 13, 2015 at 11:59 p.m.", "2015-09-13"),
        ("13 September 2015, 10:00", "2015-09-13"),
        ("13 сентября 2015 г. в 10:00", "2015-09-13"),
        ("20150913T101500Z", "2015-09-13"),
        ("September 2015", "2015-09"),
        ("unknown", ""),
    ],
)
def test_a_day_of_publication_keeps_its_day_whatever_the_hour(folder, stated, day):
    seeds = folder.put("documents/a.md", f'---\ndate: "{stated}"\n---\nText.').read()
    assert seeds.documents[0].date == day
    assert not of(seeds, Level.FAULT)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2015-09-13-title", "2015-09-13"),
        ("reuters_2015_09_13", "2015-09-13"),
        ("20150913 title", "2015-09-13"),
        ("2015-09 build-up", "2015-09"),
        ("2015 report", ""),
        ("2015-13-45", ""),
        ("2015-02-30", ""),
        ("12015-09-13", ""),
        ("document-201509137", ""),
    ],
)
def test_a_file_name_dates_what_states_no_date_and_this_is_said(folder, name, day):
    seeds = folder.put(f"documents/{name}.txt", "Text.").read()
    assert seeds.documents[0].date == day
    assert [n.value for n in of(seeds, Level.NOTE)] == ([day] if day else [])


def test_what_a_document_states_comes_before_its_name(folder):
    folder.put("documents/2015-09-13.md", "---\ndate: 2014-01-02\n---\nText.")
    assert folder.read().documents[0].date == "2014-01-02"
    assert read_document("Text.", "2015-09-13.md", (), {}, [], date="2013").date == "2013"


NOTED = '{"@graph":[{"dateModified":"2016-01-01"},{"@type":"Article","datePublished":"2015-09-04T10:00Z"}]}'


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">[</script><script type="application/ld+json">{NOTED}</script>',
        '<meta name="pubdate" content="2015/09/04">',
        '<meta itemprop="datePublished" content="2015-09-04">',
    ],
)
def test_a_page_tells_its_day_in_several_ways(folder, head):
    page = PAGE.replace('property="article:published_time"', 'property="other"').replace("<head>", "<head>" + head)
    assert folder.put("documents/a.html", page).read().documents[0].date == "2015-09-04"


def test_the_language_is_noticed_where_none_is_stated(folder):
    folder.put("documents/a.txt", TEXT * 3).put("documents/b.md", f"---\nlanguage: de\n---\n{TEXT}")
    assert [d.language for d in folder.read().documents] == ["en", "de"]


def test_a_document_knows_its_licence_and_the_line_where_its_text_begins():
    faults = []
    made = read_document("---\ntitle: A\nlicense: MIT\n---\n\n\nFirst.", "documents/a.md", (), (), faults)
    assert (made.licence, made.line) == ("MIT", 7)
    assert read_document("First.\nSecond.", "documents/b.txt", (), (), faults).line == 1
    assert read_document(PAGE, "documents/c.html", (), (), faults).line == 0
