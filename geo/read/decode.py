"""Stage 1 of 6, bytes to text: encodings are recognized or refused, never guessed in silence."""

from __future__ import annotations

import codecs
import re
import unicodedata

from geo.records import Fault, Level

# Longest mark first: UTF-32 begins like UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL_BYTES = bytes({*range(32), 127} - {9, 10, 13})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LOST = re.compile("\ufffd+")
# What UTF-8 looks like to one who read it as Windows-1252 ("CafÃ©", "Ø­Ù„Ø¨") or, twice in a row, as
# Windows-1251 ("РђР»РµРїРїРѕ"). Marks that may well follow a letter (» ” ’ – …) prove nothing.
_MISREAD = re.compile(
    "[ÂÃÐÑØÙ][\x80-\x9f¡-ª¬-º¼-¿‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ€]|(?:[РС][ЂѓЃ‚„†‡€‰Љ‹ЊЌЋЏђ™љ›њќћџЎўЈ¤Ґ¦§Ё©Є¬®Ї°±Ііґµ¶·ё№є¼јЅѕї]){2}"
)
# Few, for with more rivals a short file is guessed worse.
_GUESSES = ["cp1252", "cp1251", "cp1256", "koi8_r"]
_SAMPLE = 65536  # bytes; a guess is all that is wanted
_PIECE = 1 << 16  # bytes of a large table looked at in one go
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(
    data: bytes,
    file: str,
    faults: list[Fault],
    *,
    encoding: str = "",
    expected: str = "a CSV",
    table: bool = True,
) -> str | None:
    """Return the text of a file with plain line ends, or None after adding the ERROR that says why not.

    UTF-8, and what a byte order mark declares, is read as such; `encoding` is for the files that are neither.
    Control characters become their visible pictures, one for one. In tables, direction overrides are dropped
    and letters composed (NFC), so that one name is one text; documents keep theirs, so that offsets hold.
    """
    if problem := _not_text(data, expected):
        message, remedy = problem
        faults.append(Fault(Level.ERROR, message, file, remedy=remedy))
        return None
    text = _decoded(data, file, faults, encoding)
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tamed(text, file, faults, table)


def decode_large(data: bytes, file: str, faults: list[Fault], *, encoding: str = "") -> bytes | None:
    """As `decode` of a table, but UTF-8 from end to end: a text that is fine is not held twice."""
    declared = _marked(data)
    if _not_text(data, "a CSV") or (declared and declared[1] != "utf-8") or _looks_utf16(data[:8192]):
        text = decode(data, file, faults, encoding=encoding)
        return None if text is None else text.encode()
    plain = data[3:] if declared else data
    if b"\r" in plain:
        plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _is_tame(plain, file):
        return plain
    text = decode(data, file, faults, encoding=encoding)
    return None if text is None else text.encode()


def _is_tame(data: bytes, file: str) -> bool:
    """Tell whether UTF-8 stays what it is when it is decoded; piece by piece, for few lines are not ASCII mostly."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _PIECE) + 1 or len(data)
        piece = data[start:end]
        if len(piece.translate(None, _CONTROL_BYTES)) != len(piece):
            return False
        if not piece.isascii():
            told: list[Fault] = []
            try:
                text = piece.decode()
            except UnicodeDecodeError:
                return False
            if tamed(text, file, told, True) != text or told:
                return False
        start = end
    return True


def _not_text(data: bytes, expected: str) -> tuple[str, str] | None:
    """What the file is instead, and the remedy."""
    remedy = f"Save it as {expected} in UTF-8, or move it out of this folder"
    if data.startswith(b"PK\x03\x04"):
        head = data[:4000]
        kind = "an Excel workbook" if b"xl/" in head else "a Word document" if b"word/" in head else "a zip archive"
        return f"this is {kind}, not {expected}", remedy
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return f"this is {kind}, not {expected}", remedy
    start = data[:2000].lstrip().lower()
    if expected == "a CSV" and start.startswith((b"<!doctype html", b"<html")):
        return "this is a web page, not a CSV", "Download the table itself; the link led to a page about it"
    if expected == "a CSV" and start.startswith((b"{", b"[{")):
        return "this is JSON, not a CSV", remedy
    sample = data[:8192]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls * 10 > len(sample) and not _marked(data) and not _looks_utf16(sample):
        return f"this is a binary file, not {expected}", remedy
    return None


def _marked(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)


def _looks_utf16(sample: bytes) -> str:
    """ "utf-16-le" or "-be" if every other byte is mostly zero, as in Latin text of two bytes a letter."""
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1 else ""


def _decoded(data: bytes, file: str, faults: list[Fault], encoding: str) -> str | None:
    declared = _marked(data)
    if declared and declared[1] != "utf-8":
        mark, name = declared
        faults.append(Fault(Level.NOTE, f"read as {name.upper()}, as its byte order mark says", file))
        return _strictly(data[len(mark) :], name, file, faults)
    body = data[3:] if declared else data
    guess = _looks_utf16(body[:8192])
    if not guess or encoding:
        try:
            return body.decode("utf-8") if not guess else _named(body, file, faults, encoding)
        except UnicodeDecodeError as broken:
            if encoding:
                return _named(body, file, faults, encoding)
            faults.append(_refusal(body, broken, file))
            return None
    remedy = f"Try --encoding {guess}, or save the file as UTF-8"
    faults.append(Fault(Level.ERROR, f"this is not UTF-8; it looks like {guess.upper()}", file, remedy=remedy))
    return None


def _named(body: bytes, file: str, faults: list[Fault], encoding: str) -> str | None:
    text = _strictly(body, encoding, file, faults)
    if text is not None:
        faults.append(Fault(Level.NOTE, f"read as {encoding}, for it is not UTF-8", file))
    return text


def _strictly(body: bytes, encoding: str, file: str, faults: list[Fault]) -> str | None:
    try:
        return _SURROGATES.sub("\ufffd", body.decode(encoding))  # half a pair, as UTF-7 may hold it
    except LookupError:
        remedy = "Name one that Python knows, such as cp1251, cp1256, latin-1"
        faults.append(Fault(Level.ERROR, "there is no such encoding", file, value=encoding, remedy=remedy))
    except UnicodeDecodeError as broken:
        line = body.count(b"\n", 0, broken.start) + 1
        message = f"byte {broken.start + 1} is not {encoding}"
        remedy = "The file is damaged or of another encoding; save it as UTF-8"
        faults.append(Fault(Level.ERROR, message, file, line, remedy=remedy))
    except ValueError as problem:  # "undefined", "idna" and names that hold NUL
        remedy = "Name another, such as cp1251, cp1256, latin-1"
        faults.append(
            Fault(Level.ERROR, f"this encoding reads no file: {problem}", file, value=encoding, remedy=remedy)
        )
    return None


def _refusal(body: bytes, broken: UnicodeDecodeError, file: str) -> Fault:
    line = body.count(b"\n", 0, broken.start) + 1
    value = f"byte 0x{body[broken.start]:02x}"
    if _is_mixed(body):
        message = f"byte {broken.start + 1} is not UTF-8, though other lines of this file are: two encodings are mixed"
        remedy = "Mend this line, then save the whole file as UTF-8"
        return Fault(Level.ERROR, message, file, line, value=value, remedy=remedy)
    guess = _guess(body)
    message = f"byte {broken.start + 1} is not UTF-8" + (f"; the file looks like {guess}" if guess else "")
    remedy = f"Try --encoding {guess or 'cp1252'} and check the names, or save the file as UTF-8"
    return Fault(Level.ERROR, message, file, line, value=value, remedy=remedy)


def _is_mixed(body: bytes) -> bool:
    """Tell whether some non-ASCII lines are UTF-8 while others are not."""
    good = 0
    for line in body.split(b"\n"):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            good += 1
    return good > 0


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes

    if len(body) > _SAMPLE:  # the lines that are not ASCII tell most
        body = b"\n".join(line for line in body.split(b"\n") if not line.isascii())[:_SAMPLE]
    best = from_bytes(body, cp_isolation=_GUESSES).best()
    return best.encoding if best else ""


def tamed(text: str, file: str, faults: list[Fault], table: bool) -> str:
    """Return a text without characters that do things; see `decode`."""
    if found := _controls(text):
        message = f"{found:,} control characters are shown as ␀ and the like"
        faults.append(Fault(Level.FAULT, message, file, _line_of(_CONTROLS, text), remedy="Remove them"))
        text = _CONTROLS.sub(lambda c: "␡" if c[0] == "\x7f" else chr(0x2400 + ord(c[0])), text)
    if text.isascii():
        return text
    if overrides := len(_BIDI.findall(text)):
        done = "were dropped" if table else "stand in the text"
        message = f"{overrides:,} characters that turn the writing direction {done}"
        faults.append(Fault(Level.NOTE, message, file, _line_of(_BIDI, text)))
        text = _BIDI.sub("", text) if table else text
    faults += _damage(text, file, Level.FAULT if table else Level.NOTE)
    return unicodedata.normalize("NFC", text) if table else text


def _damage(text: str, file: str, level: Level) -> list[Fault]:
    """Letters that were lost, or read in a wrong encoding, before the text came here; nobody here can mend them."""
    remedy = "Save the file anew from where it came, as UTF-8"
    seen = ((_LOST, "letters were lost when this file was made"), (_MISREAD, "letters were read in a wrong encoding"))
    return [
        Fault(level, f"{message}; they are shown as they stand", file, _line_of(pattern, text), "", found[0], remedy)
        for pattern, message in seen
        if (found := pattern.search(text))
    ]


def _controls(text: str) -> int:
    if not text.isascii():
        return len(_CONTROLS.findall(text))
    data = text.encode()  # for ASCII, far quicker than looking at each character
    return len(data) - len(data.translate(None, _CONTROL_BYTES))


def _line_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
