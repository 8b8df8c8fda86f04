"""What an exercise's card says: its front, its back and the line that stands at the foot of both, as data. Pure.

Everything that must never be missing is here: every caution, the way to pass, the gentler exercise, what always
follows. Which card, face and type size a piece lands on is for the template. Never knows of Typst, paper or points.
"""

from typing import Any

from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.model.exercise import Exercise, Material, Range, Source
from generator.phrasing import citations as citing
from generator.phrasing.translations import Words
from generator.printables.sheet import step
from generator.typesetting.printable import Data, Part, Printable, Shop, prose, proses, version

CURE = "Shorten the steps, or set card_steps."
CURES = {
    "front": "Shorten the invitation (say), or the list of materials.",
    "title": "Shorten the title's longest word.",
}
FOLD = "fold"
DUPLEX = "duplex"
HONEST = ("known-generally", "devised-here")
LABELS = ("care", "debrief", "invitation", "need", "notes", "pass", "room", "steps")


def printable(shop: Shop, id: str, paper: str) -> Printable:
    """The card of one exercise, to fold; in large print one face to a page."""
    exercise = shop.handbook.exercises[id]
    named = f'the card of "{exercise.title}"'
    words = {"title": ("title",), "front": ("say",), "back": ("card_steps", "steps")}
    spots = {what: shop.handbook.place("exercise", id, *names) for what, names in words.items()}
    parts = (part(shop, FOLD, (exercise,)),)
    return Printable(paper, exercise.title, named, spots["title"], CURE, parts, spots=spots, cures=CURES)


def part(shop: Shop, form: str, exercises: tuple[Exercise, ...]) -> Part:
    """Cards in one form, one after another. In a deck a misfit names the exercise, since its title does not."""
    return Part("card", {"form": form, "cards": [data(shop.handbook, one, shop.words) for one in exercises]})


def data(handbook: Handbook, exercise: Exercise, words: Words) -> Data:
    """Everything on one card, ready for JSON; the foot carries a version that changes with anything on it."""
    said = {**front(handbook, exercise, words), **back(handbook, exercise, words)}
    said["words"] = {key: words(f"card.{key}") for key in LABELS} | {"parts": words.list("card.parts")}
    return {**said, "foot": words("card.foot", id=exercise.id, version=version(said))}


def front(handbook: Handbook, exercise: Exercise, words: Words) -> Data:
    """What is seen before the exercise is begun."""
    family = handbook.families[exercise.family]
    level = exercise.intensity
    return {
        "id": exercise.id,
        "title": exercise.title,
        "one_line": exercise.one_line,
        "family": {"name": family.name, "colour": family.colour, "pattern": family.pattern},
        "minutes": span(words, "minutes", exercise.minutes),
        "people": span(words, "people", exercise.people),
        "intensity": {"level": level, "word": words(f"intensity.{level}")},
        "before": before(exercise, words),
        "say": prose(exercise.say),
        "need": [material(handbook, one, words) for one in exercise.materials],
        "room": exercise.space or "",
    }


def back(handbook: Handbook, exercise: Exercise, words: Words) -> Data:
    """What is needed while it is done and afterwards."""
    return {
        "steps": steps(exercise, words),
        "debrief": proses(exercise.debrief),
        "cautions": proses(derive.cautions(handbook, exercise)),
        "opt_out": prose(exercise.opt_out),
        "gentler": another(handbook, "card.gentler", exercise.gentler, words),
        "then": another(handbook, "card.then", exercise.then, words),
        "source": words("card.source", sources="; ".join(source(handbook, one, words) for one in exercise.sources)),
    }


def span(words: Words, key: str, range: Range) -> str:
    """How long, or for how many, in words."""
    if range.min == range.max:
        return words(f"{key}.exact", n=range.max)
    return words(f"{key}.range", min=range.min, max=range.max)


def before(exercise: Exercise, words: Words) -> str:
    """What a host is to know of its weight before choosing it."""
    earliest = [words("card.not_before", n=exercise.not_before)] if exercise.not_before else []
    return " ".join([*earliest, *([words("card.deep")] if exercise.intensity == 3 else [])])


def material(handbook: Handbook, needed: Material, words: Words) -> str:
    """A thing to have at hand, and for whom one is needed."""
    item = handbook.handouts[needed.handout].title if needed.handout else needed.item
    return words("card.item", item=item, per=words(f"per.{needed.per}"))


def steps(exercise: Exercise, words: Words) -> list[Data]:
    """The author's shorter steps where there are some, else the steps in full."""
    return [short(text) for text in exercise.card_steps] or [step(one, words) for one in exercise.steps]


def short(text: str) -> Data:
    """A step of one plain line."""
    line: list[Any] = [{"kind": "paragraph", "inlines": [{"kind": "text", "text": text}]}]
    return {"lasts": "", "who": "", "do": line, "say": None, "rule": None}


def another(handbook: Handbook, key: str, id: str | None, words: Words) -> str:
    """Another exercise by its title and line, or nothing."""
    other = handbook.exercises[id] if id else None
    return words(key, title=other.title, one_line=other.one_line) if other else ""


def source(handbook: Handbook, named: Source, words: Words) -> str:
    """Where it comes from, in short."""
    if named.ref in HONEST:
        return words(f"source.{named.ref}")
    return citing.short(handbook.references[named.ref], words)
