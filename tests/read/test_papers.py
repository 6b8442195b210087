"""PDF and Word documents: their text, and what is said of those that hold none."""

from __future__ import annotations

import builtins
import io

import pytest

from geo.read import docx as word
from geo.read import pdf as portable
from geo.read.flow import flowed
from geo.records import Level

from .conftest import of
from .papers import docx, packed, pdf

PAGE = """Report on the coast                             {}
BACKGROUND
Russian aircraft bombed the town of Salma in the province of Lata-
kia on 3 October 2015, and the Russian-
backed army moved on. The army was backed by Russian helicopters
in Latakia.
{} men stayed behind in the hills above the town, it was told, be-
fore the others came, who"""


def _says(folder, name, data):
    """The only text of a document and the faults told."""
    seeds = folder.put(f"documents/{name}", data).read()
    return [d.text for d in seeds.documents], [f.message for f in of(seeds, Level.FAULT)]


def test_a_pdf_gives_paragraphs_that_can_be_read(folder):
    [text], faults = _says(folder, "a.pdf", pdf(PAGE.format(1, "Ten"), PAGE.format(2, "Six")))
    first = (
        "Russian aircraft bombed the town of Salma in the province of Latakia on 3 October 2015, and the "
        "Russian-backed army moved on. The army was backed by Russian helicopters in Latakia."
    )
    blocks = text.split("\n\n")
    assert blocks[:3] == ["Report on the coast 1", "BACKGROUND", first]
    assert blocks[3] == "Ten men stayed behind in the hills above the town, it was told, before the others came, who"
    assert blocks[4] == "Report on the coast 2"
    assert faults == []


def test_lines_that_stand_on_most_pages_are_left_out_and_told(folder):
    names = ["Salma", "Homs", "Hama", "Azaz", "Palmyra"]
    pages = [
        f"Strait Times, 4 May 2015\nShips came to {name}.\nMen left {name}.\npage {n}" for n, name in enumerate(names)
    ]
    seeds = folder.put("documents/a.pdf", pdf(*pages)).read()
    assert seeds.documents[0].text.split("\n\n")[:3] == [
        "Ships came to Salma.", "Men left Salma.", "Ships came to Homs.",
    ]  # fmt: skip
    assert any("Strait Times" in note.value for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a co-\noperation", "a cooperation"),
        ("the anti-ship missile, an anti-\nship one", "the anti-ship missile, an anti-ship one"),
        ("he came to Saint-\nDenis", "he came to Saint-Denis"),
        ("a soft\u00ad\nware", "a software"),
        ("• one\n• two", "• one\n\n• two"),
        ("it was\n\nin the night", "it was in the night"),
    ],
)
def test_broken_words_and_lines_are_joined(page, text):
    assert flowed([page])[0] == text


def test_a_pdf_or_word_file_does_not_date_itself(folder):
    core = '<cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2015-01-01</dcterms:created></cp:coreProperties>'
    data = packed({"word/document.xml": _part(docx("Ships passed.")), "docProps/core.xml": core})
    [document] = folder.put("documents/a.docx", data).read().documents
    assert (document.date, document.text, document.text_start) == ("", "Ships passed.", 0)


def _part(data: bytes) -> bytes:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"%PDF-1.4", "damaged"),
        (pdf("one", "two")[:300], "damaged"),
        (b"hello", "damaged"),
        (pdf(""), "no text found"),
        (pdf("", "- -"), "no text found"),
    ],
)
def test_R041_a_pdf_without_text_is_one_fault_and_the_others_are_read(folder, data, said):
    folder.put("documents/b.pdf", pdf("Ships passed."))
    texts, [fault] = _says(folder, "a.pdf", data)
    assert texts == ["Ships passed."]
    assert said in fault


@pytest.mark.parametrize(("password", "texts"), [("secret", []), ("", ["Ships passed."])])
def test_R041_a_pdf_that_needs_a_password_is_told(folder, password, texts):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Ships passed.")))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    assert _says(folder, "a.pdf", held.getvalue()) == (texts, [] if texts else ["this PDF is encrypted"])


def test_without_the_package_a_pdf_is_a_fault_with_its_remedy(folder, monkeypatch):
    real = builtins.__import__

    def lacking(name, *rest):
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    [fault] = of(folder.put("documents/a.pdf", pdf("x")).read(), Level.FAULT)
    assert "pip install periodmaps[docs]" in fault.remedy


def test_R037_many_pages_are_bounded_and_progress_is_told(monkeypatch):
    monkeypatch.setattr(portable, "MOST_PAGES", 150)
    faults, told = [], []
    text = portable.pdf_text(pdf(*(f"Ships passed {n} miles." for n in range(160))), "a.pdf", faults, told.append)
    assert "149 miles" in text
    assert "150 miles" not in text
    assert [fault.message for fault in faults if fault.level is Level.FAULT] == [
        "only the first 150 of 160 pages were read"
    ]
    assert told == ["reading a.pdf, page 1 of 160", "reading a.pdf, page 101 of 160"]


def test_R037_one_page_that_is_too_large_does_not_take_the_others(monkeypatch):
    monkeypatch.setattr(portable, "_MOST_CONTENT", 400)
    faults = []
    text = portable.pdf_text(pdf("Ships.", "\n".join("Men left the town." for _ in range(40))), "a.pdf", faults, print)
    assert text == "Ships."
    assert [fault.message for fault in faults] == ["1 of 2 pages could not be read: 2"]


def test_a_word_document_gives_its_paragraphs_cells_and_notes(folder):
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    raw = (
        "<w:p><w:r><w:t>kept</w:t><w:tab/><w:t>tab</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    note = f"<w:footnotes {ns}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    data = packed({"word/document.xml": _part(docx("Ships & men", "", raw=raw)), "word/footnotes.xml": note})
    assert _says(folder, "a.docx", data) == (["Ships & men\n\nkept tab\n\ncell\n\nA note."], [])


def test_a_word_document_may_name_its_main_part_otherwise(folder):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = f'<Relationships><Relationship Type="{kind}" Target="/word/text.xml"/></Relationships>'
    data = packed({"_rels/.rels": rels, "word/text.xml": _part(docx("Ships."))})
    assert _says(folder, "a.docx", data) == (["Ships."], [])


BOMB = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (docx("Ships.")[:-30], "damaged"),
        (docx(raw="<w:p><w:r>"), "damaged"),
        (packed({"a.txt": "x"}), "damaged"),
        (docx(raw="<w:p>" * 9000 + "</w:p>" * 9000), "damaged"),
        (docx(), "no text found"),
        (docx(head=BOMB, raw="<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"), "declares entities"),
        (docx(head='<!DOCTYPE a SYSTEM "file:///etc/passwd">'), "declares entities"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0 old", ".doc"),
    ],
)
def test_R041_a_word_document_without_text_is_one_fault(folder, data, said):
    texts, [fault] = _says(folder, "a.docx", data)
    assert texts == []
    assert said in fault


def test_a_word_document_that_unpacks_without_end_is_refused(folder, monkeypatch):
    monkeypatch.setattr(word, "_MOST", 100_000)
    texts, [fault] = _says(folder, "a.docx", docx(*["a" * 1000] * 200))
    assert texts == []
    assert "unpacks to more than" in fault


def test_control_characters_of_a_pdf_are_dropped(folder):
    [text], faults = _says(folder, "a.pdf", pdf("Ships\x07 \x1b[31mpassed"))
    assert (text, faults) == ("Ships [31mpassed", [])
