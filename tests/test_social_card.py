"""What a chat shows of a link: the title of the page, a line about it, and a picture that belongs to no circle."""

import html
import re
import struct
from pathlib import Path

from browsing import publish_tiny

ADDRESSED = """\
address: https://example.org/circle
first_meeting: 2027-01-12
time: "18:00"
place: Room four
concerns: Ask the porter.
"""
SESSION = "sessions/opening.html"


def read_properties(page: Path) -> dict[str, str]:
    """What a page says of itself for chats, by name."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', page.read_text("utf-8"))
    return {name: html.unescape(value) for name, value in found}


def test_a_link_has_a_picture_and_says_which_session_it_leads_to(tmp_path: Path) -> None:
    site = publish_tiny(tmp_path / "site", circle=ADDRESSED)
    said = read_properties(site / SESSION)
    assert said["og:title"] == "1. The first evening · The tiny circle"
    assert said["og:url"] == f"https://example.org/circle/{SESSION}"
    assert said["og:description"]
    assert read_properties(site / "index.html")["og:title"] == "The tiny circle"
    picture = site / said["og:image"].removeprefix("https://example.org/circle/")
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert (width, height) == (1200, 630) == (int(said["og:image:width"]), int(said["og:image:height"]))
    assert picture.stat().st_size < 100_000


def test_what_is_private_is_in_no_link(tmp_path: Path) -> None:
    site = publish_tiny(tmp_path / "site", circle=ADDRESSED)
    said = [" ".join(read_properties(page).values()) for page in site.rglob("*.html")]
    assert any(said)
    for private in ("2027", "18:00", "Room four", "porter"):
        assert [one for one in said if private in one] == []


def test_without_an_address_nothing_is_said(tmp_path: Path) -> None:
    assert read_properties(publish_tiny(tmp_path / "site") / SESSION) == {}
