"""Whether a file is the picture that its name says, and whole: phones give photographs of one form the name of another,
and copies break off. Pure."""

import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from generator.errors import Place, Problem

_ENDINGS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WebP": (".webp",)}
_PNG = b"\x89PNG\r\n\x1a\n"
# how pictures begin that neither every browser nor paper can show
_OTHER_FORMS = (
    (re.compile(rb"(?s)....ftyp(hei|hev|mif1|msf1)"), "HEIC, as phones keep photographs"),
    (re.compile(rb"(?s)....ftypavi"), "AVIF"),
    (re.compile(rb"GIF8"), "GIF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF"),
    (re.compile(rb"%PDF"), "PDF"),
    (re.compile(rb"(?s)\s*<(\?xml.*<)?svg"), "SVG"),
)


def check_picture(shown: str, data: bytes) -> Problem | None:
    """Return what is wrong with a picture whose name is `shown`, or nothing."""
    form = _find_form(data)
    if form and not _is_whole(form, data):
        message = f"this {form} picture is not whole: its file is damaged or was broken off"
        return _make_problem(shown, message, "Copy the file here once more, or save the picture again.")
    if form and PurePath(shown).suffix not in _ENDINGS[form]:
        cure = f"Rename it so that it ends in {_ENDINGS[form][0]}, and change its name wherever it is shown."
        return _make_problem(shown, f"this picture is a {form}, which its name does not say", cure)
    if form:
        return None
    other = next((name for pattern, name in _OTHER_FORMS if pattern.match(data)), "")
    message = f"this picture is in the form {other}, whatever its name says" if other else "this file is not a picture"
    cure = "Open it on a computer and save or export it as JPEG or PNG; another name alone does not help."
    if not other:
        cure = "Put the picture itself here, saved as PNG, JPEG or WebP."
    return _make_problem(shown, message, cure)


def _make_problem(shown: str, message: str, cure: str) -> Problem:
    return Problem(Place(shown), "picture-form", message, cure)


def _find_form(data: bytes) -> str:
    """The form that a picture's first bytes say it has, if it is one that can be shown everywhere."""
    if data.startswith(_PNG):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    return "WebP" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def _is_whole(form: str, data: bytes) -> bool:
    """Whether a picture's file has its end, and a PNG's parts their checksums."""
    if form == "PNG":
        names = list(_list_png_parts(data))
        return names[:1] == [b"IHDR"] and names[-1] == b"IEND" and b"IDAT" in names
    if form == "JPEG":
        # cameras may lay more behind the end
        return b"\xff\xd9" in data[2:]
    return len(data) >= int.from_bytes(data[4:8], "little") + 8


def _list_png_parts(data: bytes) -> Iterator[bytes]:
    """The names of a PNG's parts, up to the first that is damaged."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        body, checksum = data[at + 4 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if zlib.crc32(body).to_bytes(4, "big") != checksum:
            return
        yield body[:4]
        if body[:4] == b"IEND":
            return
        at += 12 + size
