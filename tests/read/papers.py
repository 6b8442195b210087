"""PDF and Word files made from texts, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: str) -> bytes:
    """A PDF with the lines of each page set one below the other, in Helvetica."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, page in enumerate(pages):
        shown = "".join(f"1 0 0 1 72 {760 - 14 * i} Tm({_quoted(line)})Tj\n" for i, line in enumerate(page.split("\n")))
        content = f"BT/F1 11 Tf\n{shown}ET"
        given = "/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page{given}/Contents {5 + 2 * n} 0 R>>")
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj{body}endobj\n".encode("cp1252"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def _quoted(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx(*paragraphs: str, raw: str = "", head: str = "", name: str = "word/document.xml") -> bytes:
    """A Word document with these paragraphs, then `raw` XML; `head` stands before its root."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    part = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {_NS}><w:body>{body}{raw}</w:body></w:document>'
    return packed({name: part})


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
