"""Prose: what an author writes means the same on every way to a page, and can carry nothing else along."""

import html
import re
from html.parser import HTMLParser

import markdown as python_markdown
import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading import ROOT

from generator.source.document import read_document
from generator.source.files import read_layer
from generator.text import data, markdown, parse, tree
from generator.text.allowed import MARKED
from generator.text.hidden import HIDDEN
from generator.text.tree import Break, Citation, Code, Emphasis, Heading, Link, List, Paragraph, Picture, RichText, Text

EXTENSIONS = ["attr_list", "md_in_html", "tables", "footnotes", "admonition"]
ALLOWED = {
    "p": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "a": {"href"},
    "ul": set(),
    "ol": {"start"},
    "li": set(),
}
IN_CHAPTERS = {
    **ALLOWED,
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{name: set() for name in ("blockquote", "table", "thead", "tbody", "tr")},
    **{name: {"style"} for name in ("th", "td")},
    "img": {"src", "alt"},
    "pre": {"class", "tabindex"},
    "code": set(),
}
SCHEMES = {"http", "https", "mailto", "tel"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.other: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def elements(page: str) -> Elements:
    return Elements(page)


def resolve(part: Link | Citation | Picture) -> str:
    """Addresses as the pages would give them."""
    if isinstance(part, Citation):
        return f"({', '.join(part.refs)})"
    if isinstance(part, Picture):
        return f"../images/{part.name}"
    return part.target if part.kind == "web" else f"../{part.kind}s/{part.target}.md"


def page(text: str) -> str:
    return python_markdown.markdown(text, extensions=EXTENSIONS)


def dangers(made: str, allowed: dict[str, set[str]]) -> list[str]:
    """What a page holds beyond the allow-list; nh3 must find nothing to take out either."""
    seen = elements(made)
    found = [f"<{tag}>" for tag, _ in seen.found if tag not in allowed] + seen.other
    for tag, attributes in seen.found:
        found += [f"{tag} {name}" for name, _ in attributes if name not in allowed.get(tag, set())]
        addresses = [value for name, value in attributes if name in ("href", "src")]
        found += [way for way in addresses if ":" in way.split("/")[0] and way.split(":")[0].lower() not in SCHEMES]
    kept = nh3.clean(made, tags=set(allowed), attributes=allowed, url_schemes=SCHEMES, link_rel=None)
    if [tag for tag, _ in elements(kept).found if tag != "tbody"] != [tag for tag, _ in seen.found if tag != "tbody"]:
        found.append(f"taken out: {made}")
    return found


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    '"><script>alert(1)</script>',
    "' onmouseover=alert(1) x='",
    '" onmouseover="alert(1)',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](<javascript:alert(1)>)",
    "[x](https://a.example/){: onclick=alert(1) }",
    "[x](<https://a.example/){:onclick=alert(1)}>)",
    "[x](https://a.example/ 'title\" onclick=\"alert(1)')",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](x.png)',
    "<javascript:alert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "[a](//evil.example/x)",
    "# heading {: onclick=alert(1) }",
    "{: onclick=alert(1) }",
    "text\n{: onclick=alert(1) }",
    "*em*{: onclick=alert(1) }",
    "<div markdown onclick=alert(1)>x</div>",
    '!!! note "<script>alert(1)</script>"\n    <b>x</b>',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "| a |\n| - |\n| <script>alert(1)</script> |",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "\x02wzxhzdk:0\x03",
    "{{ 7 * 7 }} {% raw %} ${x} #{y}",
    "*[HTML]: <script>",
    "[TOC]",
    "--8<-- '/etc/passwd'",
    "[x](exercise:../../etc/passwd)",
    '[x](exercise:a#b"onclick=alert(1))',
    "<me@example.org?x=<script>>",
]


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 30


def test_what_looks_for_dangers_finds_them() -> None:
    for bad in ("<script>x</script>", "<p onclick=x>y</p>", "<a href='javascript:x'>y</a>", "<p>a<!-- b --></p>"):
        assert dangers(bad, ALLOWED), bad


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "before {} after", "- {}", "**{}**", "[{}](https://example.org)", "a\n\n{}\n\nb"]
)
def test_no_attack_in_a_field_gets_on_a_page(attack: str, around: str) -> None:
    rich, faults = parse.parse_rich(around.format(attack))
    if not faults:
        assert dangers(page(markdown.render_blocks(rich, resolve)), ALLOWED) == []
        assert dangers(page(f"- item: {markdown.render_line(rich, resolve)}"), ALLOWED) == []


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "## {}", "> {}", "| a |\n| - |\n| {} |", "a\n\n{}\n\nb"])
def test_no_attack_in_a_chapter_gets_on_a_page(attack: str, around: str) -> None:
    rich, faults = parse.parse_chapter(around.format(attack))
    if not faults:
        assert dangers(page(markdown.render_blocks(rich, resolve)), IN_CHAPTERS) == []


PLACES = {
    "a paragraph": ("{}", "p"),
    "a list entry": ("- {}", "li"),
    "a numbered entry": ("1. {}", "li"),
    "a heading": ("## {}", "h2"),
    "a table cell": ("| a | b |\n| - | - |\n| x | {} |", "td"),
    "stress": ("**{}**", "strong"),
    "a link": ("[{}](https://example.org)", "a"),
    "an admonition": ("!!! note\n    {}", "p"),
    "a block of HTML": ('<div markdown="1">\n{}\n</div>', "p"),
}


def shown_at(place: str, text: str) -> tuple[list[str], str]:
    """The elements and the words of a page with a text at a place, without those of the place itself."""
    form, _ = PLACES[place]
    made, empty = elements(page(form.format(markdown.escape_markdown(text)))), elements(page(form.format("word")))
    assert [tag for tag, _ in made.found] == [tag for tag, _ in empty.found], made.found
    assert [attributes for _, attributes in made.found] == [attributes for _, attributes in empty.found]
    return made.other, made.text


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if not HIDDEN.search(attack)])
@pytest.mark.parametrize("place", PLACES)
def test_escaped_words_are_only_words_wherever_they_stand(attack: str, place: str) -> None:
    other, text = shown_at(place, attack.strip())
    assert other == []
    assert squeezed(attack) in squeezed(text)


LINES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff\u202e"), min_size=1
).filter(lambda text: text.strip())
ACTIVE = st.lists(
    st.sampled_from([*"\\`*_{}[]<>&|~^\"#$!:-+=.?()'@/% ", "1.", "a", "  ", "&amp;", "&#42;", "](", "**", "http://x.y"])
).map("".join)


@given(text=st.one_of(LINES, ACTIVE.filter(lambda text: text.strip())))
@example(text="1. one")
@example(text="- one")
@example(text="=== one")
@example(text=": one")
@example(text="    code")
@example(text="a  ")
def test_escaped_text_comes_back_as_exactly_that_text(text: str) -> None:
    for place in ("a paragraph", "a list entry", "a table cell"):
        other, seen = shown_at(place, f"a{text}") if place == "a table cell" else shown_at(place, text)
        assert other == []
        assert squeezed(text) in squeezed(seen)
    attribute = page(f'<div title="{markdown.escape_markdown(text)}">x</div>')
    ((_, attributes),) = elements(attribute).found
    assert [squeezed(value) for _, value in attributes] == [squeezed(text)]
    common = MarkdownIt("commonmark").render(markdown.escape_markdown(text))
    assert re.fullmatch(r"<p>[^<>]*</p>\n", common), common
    assert squeezed(html.unescape(common[3:-5])) == squeezed(text)


# --- the short way and the long way


def the_long_way(source: str) -> RichText:
    """Prose by the parser, whether or not it needs one."""
    rich, faults = parse.parse_marked(source, chapter=False)
    assert faults == ()
    return rich


PLAIN = st.lists(
    st.sampled_from([*"aä é–“.,;!?()1'\u00a0", "word", "\n", "\n\n", " \n", "\n \n", "1", "2) ", "$"])
).map("".join)


@given(
    source=st.one_of(
        PLAIN, st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n"))
    )
)
@example(source="a\n\n\u00a0b")
@example(source="\u00a0\n\nb")
@example(source="a \u00a0\nb")
@example(source="a\u00a0 \nb")
@example(source="    a")
@example(source="\n\n    a")
def test_the_short_way_gives_the_tree_of_the_long_way(source: str) -> None:
    if not MARKED.search(source.strip()):
        assert parse.parse_rich(source)[0] == the_long_way(source)


def test_the_short_way_is_taken_by_real_prose_and_gives_the_same() -> None:
    short = 0
    for file in read_layer(ROOT / "content", "content").files:
        if file.path.endswith(".yml"):
            node, _ = read_document(file)[0].node, None
            for source in strings(node)[::5]:
                if not MARKED.search(source.strip()):
                    short += 1
                    assert parse.parse_rich(source)[0] == the_long_way(source)
    assert short > 300


def strings(node: object) -> list[str]:
    """Every value of a tree."""
    if hasattr(node, "text"):
        return [node.text]
    children = [child for _, child in node.items] if type(node).__name__ == "Mapping" else getattr(node, "items", ())
    return [text for child in children for text in strings(child)]


PIECES = (
    "*¦**¦_¦__¦[¦]¦(¦)¦](exercise:a)¦](https://x.y)¦[@a]¦[@¦![¦!¦`¦~~¦<¦>¦<b>¦</b>¦&¦&amp;¦&#x202e;¦\\¦\n¦\n\n¦  \n"
    "¦- ¦1. ¦> ¦# ¦    ¦|¦| - |\n¦---\n¦===\n¦```\n¦a¦word ¦é¦\u00a0¦\"¦'¦:¦{: #x }¦<!--¦-->"
)
PROSE = st.lists(st.sampled_from(PIECES.split("¦")), max_size=40).map("".join)


@given(source=PROSE)
@example(source="*a " * 300 + "b*" * 300)
@example(source="- " * 200)
@example(source="\n".join(" " * 2 * n + "- a" for n in range(60)))
@example(source="[" * 500)
def test_no_prose_makes_the_parser_crash_and_none_without_fault_is_dangerous(source: str) -> None:
    for read, allowed in ((parse.parse_rich, ALLOWED), (parse.parse_chapter, IN_CHAPTERS)):
        rich, faults = read(source)
        for fault in faults:
            assert fault.message and fault.cure and fault.line <= source.count("\n") + 1
        data.render_data(rich, lambda citation: "")
        tree.plain_words(rich)
        if not faults:
            assert dangers(page(markdown.render_blocks(rich, resolve)), allowed) == []


@given(source=PROSE)
def test_words_on_the_page_are_the_words_of_the_tree(source: str) -> None:
    rich, faults = parse.parse_rich(source)
    if not faults and "[@" not in source and "<" not in source:
        seen = elements(page(markdown.render_blocks(rich, resolve))).text
        assert "".join(seen.split()) == "".join(tree.plain_words(rich).split())


# --- single constructs


def blocks(source: str) -> tuple[tree.Block, ...]:
    rich, faults = parse.parse_rich(source)
    assert faults == ()
    return rich.blocks


def test_a_paragraph_ends_at_an_empty_line_and_a_line_break_is_a_space() -> None:
    assert blocks("one\ntwo\n\nthree\n") == (Paragraph((Text("one two"),)), Paragraph((Text("three"),)))


def test_stress_links_and_breaks_are_parts_of_their_own() -> None:
    assert blocks("a *b* **c**\\\n[d](exercise:e)") == (
        Paragraph(
            (
                Text("a "),
                Emphasis((Text("b"),)),
                Text(" "),
                Emphasis((Text("c"),), strong=True),
                Break(),
                Link("exercise", "e", (Text("d"),)),
            )
        ),
    )


def test_a_numbered_list_keeps_its_first_number() -> None:
    (found,) = blocks("3. a\n4. b\n")
    assert isinstance(found, List)
    assert (found.start, len(found.items)) == (3, 2)


@pytest.mark.parametrize(
    ("source", "refs"),
    [("[@a]", ("a",)), ("[@a; @b-2]", ("a", "b-2")), ("[@a;@b]", ("a", "b"))],
)
def test_citations_name_their_works(source: str, refs: tuple[str, ...]) -> None:
    assert blocks(f"x {source}.") == (Paragraph((Text("x "), Citation(refs), Text("."))),)


def test_a_heading_gets_an_anchor_of_all_its_words() -> None:
    rich, faults = parse.parse_chapter("## Don’t *stop* [here](#there)\n\n## Ärger & Mut\n\n## …\n")
    assert faults == ()
    assert [part.anchor for part in rich.blocks if isinstance(part, Heading)] == ["dont-stop-here", "ärger-mut", "part"]


CODE = "pages:\n  script:\n\n    - echo <b> &amp; *one* https://example.org\n{{ x }}"


def test_code_in_a_chapter_is_shown_letter_by_letter() -> None:
    rich, faults = parse.parse_chapter(f"Before.\n\n```yaml\n{CODE}  \n```\n\nAfter.")
    assert faults == ()
    assert rich.blocks[1] == Code(tuple(CODE.split("\n")))
    made = page(markdown.render_blocks(rich, resolve))
    assert dangers(made, IN_CHAPTERS) == []
    lines = elements(made).text.partition("Before.\n")[2].partition("\n\nAfter.")[0].split("\n")
    assert [line.rstrip() for line in lines] == CODE.split("\n")
    paper = data.render_data(rich, lambda citation: "")[1]
    assert paper == {"kind": "code", "lines": [line.replace("  ", "\u00a0\u00a0") for line in CODE.split("\n")]}


@pytest.mark.parametrize("source", ["- one\n\n  ```\n  x\n  ```", "> ```\n> x\n> ```"])
def test_code_stands_in_nothing_else(source: str) -> None:
    assert [fault.code for fault in parse.parse_chapter(source)[1]] == ["code-block"]


def test_entities_are_letters_and_a_newline_by_entity_is_a_space() -> None:
    assert blocks("a &amp; b&#10;c &lt;d&gt;") == (Paragraph((Text("a & b c <d>"),)),)


def test_a_text_as_one_line_begins_nothing() -> None:
    rich, _ = parse.parse_rich("First:\n\n- one\n- two\n\n1. three")
    assert markdown.render_line(rich, resolve) == "First:<br>• one<br>• two<br>1&#46; three"


def test_an_address_cannot_end_before_its_end() -> None:
    rich, faults = parse.parse_rich("[x](<https://example.org/a)b|c>)")
    assert faults == ()
    ((_, _), (tag, attributes)) = elements(page(markdown.render_blocks(rich, resolve))).found
    assert (tag, attributes) == ("a", (("href", "https://example.org/a%29b%7Cc"),))


def test_paper_gets_the_same_words_without_addresses() -> None:
    rich, _ = parse.parse_rich("a *b* [c](https://example.org) [@d]")
    assert data.render_data(rich, lambda citation: f"({citation.refs[0]})") == [
        {
            "kind": "paragraph",
            "inlines": [
                {"kind": "text", "text": "a "},
                {"kind": "emphasis", "inlines": [{"kind": "text", "text": "b"}]},
                {"kind": "text", "text": " "},
                {
                    "kind": "link",
                    "inlines": [{"kind": "text", "text": "c"}],
                    "to": "https://example.org",
                    "address": "example.org",
                },
                {"kind": "text", "text": " "},
                {"kind": "text", "text": "(d)"},
            ],
        }
    ]


def test_every_line_of_a_fault_is_its_own() -> None:
    _, faults = parse.parse_rich("one\n\ntwo <b>\nthree `x`\n\n- four\n- ![](y.png)\n")
    assert [(fault.code, fault.line) for fault in faults] == [("html", 2), ("code", 3), ("picture", 6)]
    _, faults = parse.parse_rich("\n \n  `x`\n")
    assert [(fault.code, fault.line) for fault in faults] == [("code", 2)]
