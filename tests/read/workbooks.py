"""Workbooks as spreadsheet programs write them, made part by part so that each oddity can be put in."""

from __future__ import annotations

import io
import zipfile
from html import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
DAY, MOMENT, DURATION, PLAIN = 1, 2, 3, 0  # styles of cells


def cell(value, style=PLAIN, *, formula=""):
    """A cell as XML: text inline, a number with a style; a formula beside what it gave."""
    made = f"<f>{escape(formula)}</f>" if formula else ""
    if isinstance(value, str):
        if formula:
            return f'<c t="str">{made}<v>{escape(value)}</v></c>'
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c s="{style}">{made}' + ("" if value is None else f"<v>{value!r}</v>") + "</c>"


def row(number, *cells, hidden=False):
    inner = "".join(c if isinstance(c, str) and c.startswith("<c") else cell(c) for c in cells)
    return f'<row r="{number}"' + (' hidden="1"' if hidden else "") + f">{inner}</row>"


def sheet(*rows, after=""):
    return f"<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"


def workbook(sheets, *, from_1904=False, texts="", head="", more=None):
    """The bytes of a workbook of sheets, name → XML; `head` stands before the XML of each."""
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, 1))
    kinds = "".join(
        f'<Relationship Id="r{i}" Type="{_R}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    kinds += f'<Relationship Id="s" Type="{_R}/styles" Target="/xl/styles.xml"/>'
    kinds += f'<Relationship Id="t" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/>'
    system = ' date1904="1"' if from_1904 else ""
    parts = {
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="a" Type="{_R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_R}"><workbookPr{system}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {_RELATIONS}>{kinds}</Relationships>",
        "xl/styles.xml": f'<styleSheet {_MAIN}><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\-mmm\\-yyyy"/>'
        "<numFmt numFmtId='171' formatCode='0&quot; days&quot;'/>"
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
        "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{texts}</sst>",
        **{f"xl/worksheets/sheet{i}.xml": head + xml for i, xml in enumerate(sheets.values(), 1)},
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
