"""The streams of a file's fonts, cut down to the glyphs that some of its pages draw.

What was cut down once is kept, since the same pages stand in several files. Pure, over bytes. Knows nothing of pages
but what they draw with.
"""

import zlib
from collections.abc import Iterable

from generator.typesetting.pdf_fonts import FontFile, trim_characters
from generator.typesetting.pdf_glyphs import find_glyphs
from generator.typesetting.pdf_syntax import PdfObjects, one_reference

_FONT_FILE = "FontFile2"


class FontStreams:
    """The TrueType fonts of one file."""

    def __init__(self, objects: PdfObjects) -> None:
        """Begin with none cut down."""
        self._objects = objects
        self._glyphs: dict[int, dict[int, frozenset[int]]] = {}
        self._files: dict[int, FontFile] = {}
        self._streams_by_font: dict[int, tuple[int, ...]] = {}
        self._trimmed: dict[tuple[int, frozenset[int]], tuple[list[bytes], bytes]] = {}

    def list_glyphs(self, drawings: Iterable[tuple[bytes, int]]) -> dict[int, frozenset[int]]:
        """Return the glyphs that some drawings draw, by the streams that say what these are.

        A drawing is the stream that draws, with what it draws with. Raises UnknownPdf.
        """
        found: dict[int, frozenset[int]] = {}
        for resources, content in drawings:
            if content not in self._glyphs:
                self._glyphs[content] = self._read_glyphs(resources, content)
            for number, glyphs in self._glyphs[content].items():
                found[number] = found.get(number, frozenset()) | glyphs
        return found

    def _read_glyphs(self, resources: bytes, content: int) -> dict[int, frozenset[int]]:
        fonts = self._objects.read_at(self._objects.read_at(resources).get("Font", b"<<>>"))
        streams = {name: self._list_streams(one_reference(font)) for name, font in fonts.items()}
        names = [name for name, numbers in streams.items() if numbers]
        drawn = find_glyphs(zlib.decompress(self._objects.read_stream(content)), names) if names else {}
        return {number: drawn.get(name, frozenset()) for name in names for number in streams[name]}

    def _list_streams(self, font: int) -> tuple[int, ...]:
        """Return the file of a font and the list of its characters; nothing if it is not TrueType."""
        if font not in self._streams_by_font:
            entries = self._objects.read(font)
            own = self._objects.read_at(entries.get("DescendantFonts", b"[<<>>]")[1:-1])
            about = self._objects.read_at(own.get("FontDescriptor", b"<<>>"))
            if _FONT_FILE in about:
                file = one_reference(about[_FONT_FILE])
                self._files.setdefault(file, FontFile(zlib.decompress(self._objects.read_stream(file))))
                self._streams_by_font[font] = (file, one_reference(entries["ToUnicode"]))
            else:
                self._streams_by_font[font] = ()
        return self._streams_by_font[font]

    def trim(self, number: int, glyphs: frozenset[int] | None) -> tuple[list[bytes], bytes]:
        """Return an object cut at its references and its stream; with `glyphs`, the stream has these alone.

        Raises UnknownPdf.
        """
        if glyphs is None:
            return self._objects.pieces(number)
        if (number, glyphs) not in self._trimmed:
            file = self._files.get(number)
            data = file.pack(glyphs) if file else trim_characters(self._objects.read_stream(number), glyphs)
            self._trimmed[number, glyphs] = self._objects.replace_stream(number, data)
        return self._trimmed[number, glyphs]
