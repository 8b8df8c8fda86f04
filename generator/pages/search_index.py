"""The index of the search: what people may be looking for, each with its words, and which words stand on which page.

A browser loads it when the search is first opened. It is a script and no data file, since a page that was opened from a
folder may load scripts alone. How words are compared is the business of `templates/theme/assets/search.js`.
"""

import json
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from generator.handbook import derive
from generator.handbook.derive import SessionPlan
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.model.fields import PageRecord, Record
from generator.model.kinds import KINDS_WITH_PAGE
from generator.model.library import Chapter, Handout
from generator.pages.writer import make_term_anchor
from generator.phrasing import phrases
from generator.phrasing.translations import Translations
from generator.site import addresses
from generator.site.model import Asset
from generator.text.apostrophes import curve_apostrophes
from generator.text.data import change_texts
from generator.text.tree import Heading, RichText, plain_words, words_of_part

CALL = "handbookSearch"
# a word that stands on more than this share of all pages leads to none of them, and says little beside others
_EVERYWHERE = 0.4
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ-][^\W_]+)*")
_NOT_IN_WORDS = re.compile("['’‘ʼ\u00ad\u200b\u2060-]")
_TEASER = 160
# found by their own weight, or nobody's words to look for
_NOT_IN_BODY = ("title", "also", "sources")
# the pages of no single thing, by where their words stand
_LISTS = {
    "year": addresses.YEAR,
    "needs": addresses.NEEDS,
    "printables": addresses.PRINTABLES,
    "glossary": addresses.GLOSSARY,
    "references": addresses.REFERENCES,
    "credits": addresses.CREDITS,
    "make": addresses.MAKE_IT_YOURS,
    "fields": addresses.FIELDS,
    **{KINDS_WITH_PAGE[kind].where: addresses.index_path(kind) for kind in KINDS_WITH_PAGE if kind != "session"},
}


@dataclass(frozen=True)
class SearchEntry:
    """Something that can be found: where it is, what it is called, and what people call it. `needs` are the words of
    what it answers, `heads` its headings with their anchors, `body` whatever else stands on its page."""

    path: str
    kind: str
    title: str
    line: str = ""
    also: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()
    danger: bool = False
    body: str = ""


def make_search_index(handbook: Handbook, plans: Mapping[str, SessionPlan], words: Translations) -> Asset:
    """Return the script that hands the index to the search."""
    entries = tuple(list_search_entries(handbook, plans, words))
    vocabulary = index_words([entry.body for entry in entries])
    whole = {
        "language": handbook.circle.language.partition("-")[0],
        "words": {key: words.find(f"search.{key}") for key in ("title", "hint", "close", "none", "count", "kinds")},
        "help": _list_help_lines(handbook, words),
        "danger": [words for form in derive.list_danger_cards(handbook) for words in form.also],
        "entries": [_shorten_entry(entry) for entry in entries],
        "vocabulary": " ".join(vocabulary),
        "pages": [" ".join(map(str, pages)) for pages in vocabulary.values()],
    }
    whole = change_texts(whole, lambda text: curve_apostrophes(text, words.language))
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Asset(addresses.SEARCH_INDEX, f"{CALL}({text})\n".encode())


def list_search_entries(
    handbook: Handbook, plans: Mapping[str, SessionPlan], words: Translations
) -> Iterator[SearchEntry]:
    """Yield all that can be found, the most general last."""
    cards = derive.list_danger_cards(handbook)
    for kind in KINDS_WITH_PAGE:
        for id, record in handbook.records(kind).items():
            assert isinstance(record, PageRecord), "only these have pages"
            if kind != "session" or id in plans:
                plan = plans.get(id) if kind == "session" else None
                yield make_record_entry(handbook, kind, record, words, plan=plan, cards=cards)
    for family in handbook.families.values():
        if any(one.family == family.id for one in handbook.exercises.values()):
            path = addresses.html_path(addresses.family_path(family.id))
            yield SearchEntry(path, "family", family.name, family.one_line)
    yield from list_list_entries(words)
    for term in handbook.terms.values():
        path = f"{addresses.html_path(addresses.GLOSSARY)}#{make_term_anchor(term.id)}"
        yield SearchEntry(path, "term", term.term, _cut(plain_words(term.means)))


def list_list_entries(words: Translations) -> Iterator[SearchEntry]:
    """Yield the pages of no single thing."""
    for name, path in _LISTS.items():
        title = words("nav.year") if name == "year" else words(f"{name}.title")
        line = words("year.description") if name == "year" else words(f"{name}.lead")
        yield SearchEntry(addresses.html_path(path), "page", title, line, words.list(f"search.also.{name}"))


def check_words(words: Translations) -> None:
    """Ask for every word that an index needs. Raises MissingTranslation."""
    tuple(list_list_entries(words))
    words("search.session", n=1)


def make_record_entry(  # noqa: PLR0913  # each says one thing of the entry
    handbook: Handbook,
    kind: str,
    record: PageRecord,
    words: Translations,
    *,
    plan: SessionPlan | None,
    cards: Sequence[Handout],
) -> SearchEntry:
    """Return the entry of one thing with a page; `cards` are those for danger."""
    needs = record.needs if isinstance(record, Exercise) else ()
    numbers = tuple(words("search.session", n=number) for number in plan.numbers) if plan else ()
    urgent = {phrase for form in cards for phrase in form.also}
    return SearchEntry(
        addresses.html_path(addresses.link_path(handbook, kind, record.id)),
        kind,
        phrases.number_title(words, plan) if plan else record.title,
        _cut(describe_record(record)),
        (*record.also, *numbers, *((record.title,) if plan else ())),
        tuple(handbook.needs[id].words for id in needs),
        tuple(list_headings(record)) if isinstance(record, Chapter) else (),
        record in cards or bool(urgent.intersection(record.also)),
        " ".join(collect_texts(record)),
    )


def describe_record(record: PageRecord) -> str:
    """Return what a thing is about, in a line."""
    for name in ("one_line", "summary", "intention", "about", "instructions"):
        value = getattr(record, name, None)
        if value:
            return plain_words(value) if isinstance(value, RichText) else str(value)
    return ""


def list_headings(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the words of each heading."""
    for block in chapter.text.blocks:
        if isinstance(block, Heading):
            yield block.anchor, words_of_part(block)


def collect_texts(value: object) -> Iterator[str]:  # whatever a field can hold
    """Yield all texts in a record, however deep. What has no space in it is an id or a choice."""
    if isinstance(value, RichText):
        yield plain_words(value)
    elif isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, Mapping):
        yield from collect_texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from collect_texts(one)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in _NOT_IN_BODY:
                yield from collect_texts(getattr(value, name))


def index_words(texts: list[str]) -> dict[str, list[int]]:
    """Return which texts each word stands in, each number less the one before it, so that the numbers stay short; none
    for a word that stands nearly everywhere."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in set(split_words(text)):
            found[word].append(number)
    most = max(3, len(texts) * _EVERYWHERE)
    kept = {word: pages if len(pages) <= most else [] for word, pages in sorted(found.items())}
    return {
        word: [page - before for before, page in zip((0, *pages), pages, strict=False)] for word, pages in kept.items()
    }


def split_words(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, each once; of words with hyphens their parts and the whole."""
    for found in dict.fromkeys(_WORD.findall(normalize("NFKC", text.replace("\u00ad", "")))):
        yield from _fold_word(found)


# the same words stand on many pages
@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> tuple[str, ...]:
    parts = (word, *word.split("-")) if "-" in word else (word,)
    return tuple(_NOT_IN_WORDS.sub("", part.casefold()) for part in parts)


def _list_help_lines(handbook: Handbook, words: Translations) -> list[str]:
    people = [f"{one.name}: {one.phone}" for one in handbook.circle.urgent_help]
    lines = [*people, words("help.stay")] if people else [words("help.call")]
    return [words("help.title"), *lines, words("help.ask")]


def _shorten_entry(entry: SearchEntry) -> dict[str, object]:
    return {key: value for key, value in vars(entry).items() if value and key != "body"}


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _TEASER else textwrap.shorten(whole, _TEASER, placeholder=" …")
