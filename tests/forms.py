"""What tests of the forms share: text that is hard to carry, and hands to fill in a field by its path."""

import yaml
from playwright.sync_api import Locator, Page
from reading import ROOT

WORDS = yaml.safe_load((ROOT / "templates" / "words" / "en.yml").read_text("utf-8"))["maker"]
PROBLEMS = WORDS["problems"]
ARABIC = "نتوقف هنا: لا نصيحة # ولا حكم"
LINES = (
    "A colon: and \"double\" and 'single' quotes",
    "# no comment, 100 % sure",
    "Care 🙂🌍 for those who care",
    ARABIC,
    "- a leading hyphen",
    "no",
    "12:30",
    "0100",
    "{braces} and [brackets], a, b",
    "back\\slash \\n and a | pipe",
    "& ampersand ! bang ? mark @ at",
    "--- ... >",
)
PROSE = (
    "First paragraph: with a colon.\n\nSecond one # with a hash.\n\n- a list\n- of two",
    f"{ARABIC}\n\n{ARABIC}",
    "ends with spaces   ",
    "a line with spaces  \nat its end",
    "- begins with a hyphen",
    "says \"so\" and 'so'\n",
    "true",
    "  begins further in",
)


# controls without a name; notes that a control points to and that are not there; ids that stand twice
UNNAMED = """() => [...document.querySelector('.hb-maker').querySelectorAll(
    'input, select, textarea, button, fieldset, meter, pre')]
  .filter(e => !(e.getAttribute('aria-label') || (e.labels && e.labels.length && e.labels[0].textContent.trim())
    || (e.tagName === 'FIELDSET' && e.querySelector(':scope > legend'))
    || (e.tagName === 'BUTTON' && e.textContent.trim())))
  .map(e => e.outerHTML.slice(0, 80))"""
DANGLING = """() => [...document.querySelectorAll('.hb-maker [aria-describedby], .hb-maker [aria-labelledby]')]
  .flatMap(e => [...(e.getAttribute('aria-describedby') || e.getAttribute('aria-labelledby')).split(' ')])
  .filter(id => !document.getElementById(id))"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place) }"""


def control(page: Page, path: str) -> Locator:
    return page.locator(f"#hb-maker-{path.replace('.', '-')}")


def write(page: Page, path: str, value: str) -> None:
    """Writes or chooses a value, opening what it is folded away in."""
    found = control(page, path)
    found.evaluate("e => { for (let d = e; d; d = d.parentElement) if (d.tagName === 'DETAILS') d.open = true }")
    if found.evaluate("e => e.tagName") == "SELECT":
        found.select_option(value)
    else:
        found.fill(value)


def add(page: Page, path: str, times: int = 1) -> None:
    for _ in range(times):
        control(page, path).locator(":scope > button").click()


def written(page: Page) -> str:
    return page.locator(".hb-maker .hb-code code").first.text_content() or ""


def told(page: Page) -> list[str]:
    return page.locator(".hb-maker-problems li").all_inner_texts()
