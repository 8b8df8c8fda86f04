"""What holds for the words themselves: each check gives the complaints that it has about a handbook.

For the handbook's own content only. A fork may write as it likes, and no build ever asks these.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from wording import WORD, Passage, cited, count, ease, fields, passages, plainly, rich, sentences, spelt, things, units

from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.text.tree import plain_words

DATA = Path(__file__).resolve().parent / "words"
EXERCISE_WORDS = range(200, 451)
CHAPTER_WORDS = range(600, 1501)
EASE = (78.0, 102.0)
SAMPLE = 100
MEASURED = ("sessions", "formats", "exercises", "themes", "questionnaires", "handouts", "chapters", "years")
SAME = 8
CITING = {"evidence": 15, "questionnaires": 6, "the-story": 2}
FIGURE = re.compile(r"\d\s*%|\bper ?cent\b|\bpercentage\b", re.IGNORECASE)
STUDY = re.compile(
    r"\b(trials|studies|meta-analys\w+|cohorts?|(a|one|the|this|that|controlled|randomised) (trial|study))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a thing, by its name."""

    thing: str
    message: str


@dataclass(frozen=True)
class Ban:
    """Words that are not to be used, and why; an example of each kind for the test of the ban itself."""

    words: re.Pattern[str]
    because: str
    bad: str
    fine: str


@cache
def bans() -> tuple[Ban, ...]:
    """The list of banned words."""
    entries = yaml.safe_load((DATA / "banned.yml").read_text("utf-8"))
    return tuple(Ban(re.compile(e["words"], re.IGNORECASE), e["because"], e["bad"], e["fine"]) for e in entries)


@cache
def own_terms() -> frozenset[str]:
    """Words of our own that no dictionary has."""
    lines = (DATA / "own-terms.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def all_passages(book: Handbook) -> Iterator[Passage]:
    """Every text of the handbook."""
    for name, thing in things(book):
        yield from passages(name, thing)


def exercise_words(exercise: Exercise) -> int:
    """The words of an exercise. Agreed lines are not counted, as they stand elsewhere; nor are its sources."""
    return count(exercise.one_line) + sum(count(plain_words(text)) for text in rich(exercise, "sources"))


def exercise_length(book: Handbook) -> Iterator[Complaint]:
    """A card of two faces holds about 450 words; below 200 something was forgotten."""
    for name, exercise in things(book, "exercises"):
        if (length := exercise_words(exercise)) not in EXERCISE_WORDS:
            yield Complaint(name, f"{length} words")


def chapter_length(book: Handbook) -> Iterator[Complaint]:
    """A chapter is useful on its own, and is read to its end by a tired person."""
    for name, chapter in things(book, "chapters"):
        if (length := count(plain_words(chapter.text))) not in CHAPTER_WORDS:
            yield Complaint(name, f"{length} words")


def banned(book: Handbook) -> Iterator[Complaint]:
    """No word of the banned list."""
    for passage in all_passages(book):
        for ban in bans():
            if found := ban.words.search(passage.text):
                yield Complaint(passage.thing, f'{passage.field} says "{found.group()}": {ban.because}')


def reading_ease(book: Handbook) -> Iterator[Complaint]:
    """Easy to read, and not so chopped that it reads like a list of orders. Flesch measured samples of a hundred
    words; of fewer the figure says little."""
    least, most = EASE
    for name, thing in things(book, *MEASURED):
        texts = tuple(rich(thing, "sources"))
        if sum(count(plain_words(text)) for text in texts) < SAMPLE:
            continue
        if not least <= (figure := ease(texts)) <= most:
            yield Complaint(name, f"reading ease {figure:.1f}")


def spelling(book: Handbook) -> Iterator[Complaint]:
    """British spelling, by a word list and our own terms."""
    for passage in all_passages(book):
        for word in dict.fromkeys(WORD.findall(passage.text)):
            if not word[0].isdigit() and not spelt(word) and word.removesuffix("'s") not in own_terms():
                yield Complaint(passage.thing, f'{passage.field} has "{word}"')


def terms_used(book: Handbook) -> Iterator[Complaint]:
    """Every word of our own list is still written somewhere, and still unknown to the dictionary."""
    texts = all_passages(book)
    written = {word.removesuffix("'s") for passage in texts for word in WORD.findall(passage.text)}
    for term in sorted(own_terms()):
        if term not in written or spelt(term):
            yield Complaint(f"own-terms/{term}", "is no longer needed")


def long_sentences(exercise: Exercise) -> set[str]:
    """The sentences of an exercise that are long enough to be noticed twice."""
    found = (plainly(sentence) for text in rich(exercise) for sentence in sentences(text))
    return {sentence for sentence in found if len(sentence.split()) >= SAME}


def shared_sentences(book: Handbook) -> Iterator[Complaint]:
    """No sentence stands in two exercises; what many need is an agreed line, written once."""
    homes: dict[str, list[str]] = defaultdict(list)
    agreed = {plainly(sentence) for line in book.safety.values() for sentence in sentences(line.words)}
    for name, exercise in things(book, "exercises"):
        for sentence in sorted(long_sentences(exercise)):
            homes[sentence].append(name)
            if sentence in agreed:
                yield Complaint(name, f'repeats an agreed line instead of naming it: "{sentence}"')
    for sentence, names in homes.items():
        for name in names[1:]:
            yield Complaint(name, f'says the same as {names[0]}: "{sentence}"')


def figures_cited(book: Handbook) -> Iterator[Complaint]:
    """In a chapter, what speaks of a study or a percentage names its source, or leads to the chapter that does."""
    for name, chapter in things(book, "chapters"):
        for unit in units(chapter.text):
            claims = FIGURE.search(unit.text) or STUDY.search(unit.text)
            if claims and not unit.cited and not unit.leads_to("chapter", "evidence"):
                yield Complaint(name, f'no source for "{claims.group()}" in: {unit.text[:80]}')


def chapters_cite(book: Handbook) -> Iterator[Complaint]:
    """The chapters that live by their sources name them throughout."""
    for id, least in CITING.items():
        found = sum(unit.cited for unit in units(book.chapters[id].text))
        if found < least:
            yield Complaint(f"chapters/{id}", f"{found} passages with a source, and {least} are the least")


def references_used(book: Handbook) -> Iterator[Complaint]:
    """Every work in the list is cited, every citation is in the list, and each can be found by a reader."""
    named = {ref: name for name, thing in things(book) for ref in cited(thing)}
    for ref in sorted(book.references.keys() - named.keys()):
        yield Complaint(f"references/{ref}", "is cited nowhere")
    for ref in sorted(named.keys() - book.references.keys() - {"known-generally", "devised-here"}):
        yield Complaint(named[ref], f'cites "{ref}", which is not in the list')
    for ref, work in book.references.items():
        if not work.DOI and not work.URL:
            yield Complaint(f"references/{ref}", "has neither a DOI nor an address")


def swallowed_keys(book: Handbook) -> Iterator[Complaint]:
    """No prose holds the keys of its own file: a block wrapped too far takes them in, and nothing else says so."""
    for name, thing in things(book):
        keys = {path[0] for path, _ in fields(thing)} | {"minutes", "items", "scale", "subscales", "steps", "sources"}
        for passage in passages(name, thing):
            found = keys & set(re.findall(r"\b([a-z_]+):(?=\s)", passage.text))
            if len(found) >= 3:
                yield Complaint(name, f"{passage.field} has taken in the keys {', '.join(sorted(found))}")
