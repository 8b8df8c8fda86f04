"""Takes out of a page of HTML the blank lines and indents that templates leave. Knows MkDocs, which loads it as a hook.

A browser shows the same, since it reads any stretch of white space as one; where it does not, as in a box to write in,
nothing is changed.
"""

import re

# where white space counts; each even place of a page that is cut here lies outside
_KEPT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL | re.IGNORECASE)
# a page's white space in HTML; others, such as the space that does not break, are text
_BLANK = " \t\r\f"


def lighten_page(html: str) -> str:
    """Return a page without indents and blank lines."""
    pieces = _KEPT.split(html)
    pieces[::2] = map(_strip_lines, pieces[::2])
    return "".join(pieces).lstrip()


def _strip_lines(html: str) -> str:
    first, *lines = html.split("\n")
    if not lines:
        return html
    *between, last = lines
    kept = [line for line in (one.strip(_BLANK) for one in between) if line]
    return "\n".join([first.rstrip(_BLANK), *kept, last.lstrip(_BLANK)])


def on_post_page(output: str, **_: object) -> str:
    """Makes a page light that the engine has made."""
    return lighten_page(output)


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """The same for a page that stands by itself."""
    return lighten_page(output_content) if template_name.endswith(".html") else output_content
