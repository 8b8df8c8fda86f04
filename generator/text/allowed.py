"""What prose may hold, and what is said to an author whose prose holds something else."""

import re

WEB = re.compile(r"(https?://|mailto:|tel:)[^\s<>\"']+", re.IGNORECASE)
USER_IN_ADDRESS = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
USER_MESSAGE = "this address has a user's name in it, and perhaps a password, which everyone could read"
USER_CURE = "Write the address without what stands between // and @."
ODD_LINK = 'the link "{link}" leads nowhere that is allowed'
ODD_LINK_CURE = "Use https://…, mailto:…, tel:… or a link of our own such as exercise:two-column-test."
OWN = re.compile(r"([a-z]+):([a-z0-9-]*)(?:#([a-z0-9-]+))?")
MOST_NESTED = 12
CITATION = re.compile(r"\[(@[a-z0-9-]+(?:; *@[a-z0-9-]+)*)\]")
PICTURE = re.compile(r"(?:\.\./)?images/([a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:png|jpg|jpeg|webp))")
MARKED = re.compile(r"[\\`*_\[\]<>&|~]|  \n|^(?:[^\S\n]|[-+=:#>]|\d+[.)])|[^\S\n ] *$", re.MULTILINE)
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")

HTML = (
    "html",
    "HTML is not allowed here",
    "Leave it out; stress is written with *one* or **two** stars, and a lone < as \\<.",
)
REFUSED = {
    "html_block": HTML,
    "html_inline": HTML,
    "code_block": (
        "code-block",
        "this line begins so far in that it counts as program code",
        "Begin it further to the left.",
    ),
    "fence": ("code-block", "program code is not allowed here", "Write it as a paragraph."),
    "code_inline": ("code", "text between backquotes is not allowed here", "Use *stars* or quotation marks instead."),
    "heading_open": ("heading", "a heading is not allowed here", "Begin a paragraph with **strong words** instead."),
    "hr": ("rule", "a ruled line is not allowed here", "Leave an empty line instead."),
    "blockquote_open": ("quotation", "a set-off quotation is not allowed here", "Use quotation marks."),
    "table_open": ("table", "a table is not allowed here", "Use a list."),
    "image": ("picture", "a picture is not allowed here", "Pictures belong in chapters."),
    "s_open": ("strikethrough", "struck-out text is not allowed here", "Leave it out."),
}
IN_CHAPTERS = {"heading_open", "blockquote_open", "table_open", "image"}
# in chapters too, but not within a list or a quotation
BY_ITSELF = {"fence"}
