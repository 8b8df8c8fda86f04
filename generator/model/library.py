"""Themes, handouts, questionnaires and the short lists that everything refers to."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.model.annotations import InShort
from generator.model.exercise import Cautions, Sources
from generator.model.fields import (
    ONE_LINE_LENGTH,
    Address,
    AsList,
    Bool,
    Date,
    Doi,
    Id,
    Integer,
    Minutes,
    OneLine,
    PageRecord,
    Plain,
    PlainList,
    Record,
    Rich,
    RichList,
    Worklife,
    parse_whole_number,
)
from generator.model.layouts import LayoutName
from generator.model.parsed_text import ParsedText
from generator.model.references import ExerciseIds, TermIds

PROPRIETARY = "LicenseRef-Proprietary"
OWN_LICENCE = "CC-BY-4.0"
# the groups of chapters in the order in which they are read
ChapterGroup = Literal["begin", "hold", "hard", "keep"]


class Theme(PageRecord):
    """A matter to talk about."""

    one_line: OneLine | None = Field(None, description=f"What it is about, in at most {ONE_LINE_LENGTH} characters.")
    worklife: Worklife = Field(description="The area of worklife it belongs to most.")
    about: Rich = Field(description="What it is about.")
    shows_as: Annotated[RichList, Field(min_length=1)] = Field(description="How it shows at work.")
    questions: Annotated[RichList, Field(min_length=1)] = Field(description="Questions that open it.")
    exercises: Annotated[ExerciseIds, Field(min_length=1)] = Field(description="Exercises that answer it.")


class Box(Record):
    """A titled space to write in."""

    title: Plain = Field(description="Its heading.")
    prompt: Plain | None = Field(None, description="A question or hint.")


class Card(Record):
    """A card of a deck."""

    title: Plain = Field(description="The large word on it.")
    words: Rich | None = Field(None, description="The small words under it.")


class Handout(PageRecord):
    """A blank form to print and write on."""

    one_line: OneLine | None = Field(None, description=f"What it is for, in at most {ONE_LINE_LENGTH} characters.")
    layout: LayoutName = Field(description="How it is drawn.")
    per: Literal["person", "pair", "group", "circle"] = Field(description="For whom one is printed.")
    instructions: Rich = Field(description="What to do with it, said to whoever writes on it.")
    columns: PlainList = Field((), description="Headings of columns.")
    rows: PlainList = Field((), description="Headings of rows.")
    boxes: Annotated[tuple[Box, ...], AsList] = Field((), description="Titled spaces.")
    rings: Annotated[tuple[Box, ...], AsList] = Field((), description="Rings, from the inside out.")
    prompts: PlainList = Field((), description="Labels, or questions with lines to write on.")
    points: RichList = Field((), description="What an agreement says.")
    cards: Annotated[tuple[Card, ...], AsList] = Field((), description="The cards of a deck.")
    centre: Plain | None = Field(None, description="The word in the middle of a map.")
    branches: PlainList = Field((), description="The branches of a map.")
    middle: Plain | None = Field(None, description="Where two circles overlap.")
    jobs: PlainList = Field((), description="What each of several people does at the same time.")
    steps: RichList = Field((), description="What is done, one thing after another.")
    lines: PlainList = Field((), description="Whom to ring: labels of lines, unless urgent_help of circle.yml is set.")
    place: Plain | None = Field(None, description="The label of the line for where the circle meets.")
    otherwise: RichList = Field((), description="What to do if it goes otherwise.")
    blanks: Annotated[Integer, Field(ge=0, le=60)] = Field(0, description="How many empty rows or cards.")

    @property
    def trails_off(self) -> bool:
        """Whether every prompt is to be completed in writing."""
        return all(map(is_open_ended, self.prompts))


def is_open_ended(prompt: str) -> bool:
    """Return whether a prompt trails off, to be completed in writing on lines of its own."""
    return prompt.rstrip("”\"'").endswith(("…", "..."))


class Items(Record):
    """How many items there are, or, for a form of one's own, their wording."""

    count: Annotated[Integer, Field(ge=1, le=200)] | None = Field(None, description="How many.")
    wordings: RichList = Field((), description="Each item's words, written as a list.")

    @property
    def total(self) -> int:
        """How many there are, whichever way they are written."""
        return self.count or len(self.wordings)


def _parse_items(value: object) -> object:
    """Take a list for the wordings that may stand in place of `count`."""
    return {"wordings": value} if isinstance(value, list) else value


class Scale(Record):
    """The answers that can be given."""

    min: Integer = Field(description="The lowest number.")
    max: Integer = Field(description="The highest number.")
    labels: PlainList = Field((), description="Words for the numbers; never those of a licensed form.")


class Subscale(Record):
    """A score that some of the items make."""

    id: Id = Field(description="A name for it.")
    title: Plain = Field(description="What it is called.")
    count: Annotated[Integer, Field(ge=1)] | None = Field(None, description="How many items it has.")
    score: Literal["sum", "mean"] = Field(description="How it is made: sum or mean.")
    min: Integer = Field(description="The lowest score that is possible.")
    max: Integer = Field(description="The highest score that is possible.")
    items: Annotated[tuple[Annotated[int, BeforeValidator(parse_whole_number)], ...], AsList] = Field(
        (), description="Which items, by number; left out where that is not certain or not allowed."
    )
    reverse: Annotated[tuple[Annotated[int, BeforeValidator(parse_whole_number)], ...], AsList] = Field(
        (), description="Which of them count the other way round; [] if it is certain that none does."
    )
    read: Rich = Field(description="How to read it.")


class Questionnaire(PageRecord):
    """A form to fill in alone. For licensed ones only numbers, never a word of theirs."""

    one_line: OneLine | None = Field(
        None, description=f"What it helps to see, in at most {ONE_LINE_LENGTH} characters."
    )
    licence: Plain = Field(description="An SPDX licence name, or LicenseRef-Proprietary.")
    holder: Plain | None = Field(None, description="Whose it is.")
    obtain: Address | None = Field(None, description="Where to get it.")
    copies: Plain | None = Field(None, description="How many copies to obtain.")
    validated: Bool = Field(False, description="true if it has been tested in published studies.")
    about: Rich = Field(description="What it looks at, in our own words.")
    minutes: Minutes | None = Field(None, description="How long it takes to fill in.")
    unsigned: Bool = Field(False, description="true if it is filled in without a code and never compared.")
    items: Annotated[Items, BeforeValidator(_parse_items), InShort(RichList)] | None = Field(
        None, description="How many items, as {count: 22}, or a list of your own wordings."
    )
    scale: Scale | None = Field(None, description="The answers that can be given.")
    subscales: Annotated[tuple[Subscale, ...], AsList] = Field((), description="The scores.")
    scoring: Rich | None = Field(None, description="How to score it by hand.")
    change: Rich = Field(description="How to read your own change, and how not to.")
    cautions: Cautions = Field((), description="What to take care of.")
    sources: Annotated[Sources, Field(min_length=1)] = Field(description="Where this is known from.")
    checked: Date = Field(description="When the licence was last looked at.")

    @property
    def item_count(self) -> int:
        """How many items it has; 0 if that is not known."""
        return self.items.total if self.items else 0


class Need(Record):
    """Something a group may feel, in the words people use."""

    id: Id = Field(description="A name for it.")
    words: Plain = Field(description="As people say it.")
    means: Rich | None = Field(None, description="What is meant.")


class SafetyLine(Record):
    """A sentence of care that many exercises share."""

    id: Id = Field(description="A name for it.")
    words: Rich = Field(description="The sentence.")


class Term(Record):
    """A word that the handbook uses in its own way."""

    id: Id = Field(description="A name for it.")
    term: Plain = Field(description="The word.")
    means: Rich = Field(description="What it means here.")
    see: TermIds = Field((), description="Ids of neighbouring terms.")
    linked: Bool = Field(
        True, description="false for a word that is also used in its everyday sense: chapters then do not link it."
    )


class Author(Record):
    """Who wrote something."""

    family: Plain | None = Field(None, description="The family name.")
    given: Plain | None = Field(None, description="The given names or initials.")
    literal: Plain | None = Field(None, description="The name of a body.")


class Issued(Record):
    """When something came out."""

    year: Integer = Field(description="The year.")
    month: Integer | None = Field(None, description="The month.")
    day: Integer | None = Field(None, description="The day.")


class Reference(Record):
    """A work that is cited, in the fields of CSL."""

    id: Id = Field(description="What it is cited by.")
    type: Plain = Field(description="What it is: article-journal, book, chapter, webpage, report …")
    title: Plain = Field(description="Its title.")
    author: Annotated[tuple[Author, ...], AsList] = Field((), description="Its authors.")
    issued: Issued | None = Field(None, description="When it came out.")
    container_title: Plain | None = Field(None, alias="container-title", description="The journal or book it is in.")
    publisher: Plain | None = Field(None, description="Who published it.")
    volume: Plain | None = Field(None, description="The volume.")
    issue: Plain | None = Field(None, description="The issue.")
    page: Plain | None = Field(None, description="The pages.")
    DOI: Doi | None = Field(None, description="Its DOI.")
    URL: Address | None = Field(None, description="Its address.")
    accessed: Date | None = Field(None, description="When the page was opened, if it really was.")
    note: Plain | None = Field(None, description="Anything to know.")


class Chapter(PageRecord):
    """A chapter's front matter and its text."""

    group: ChapterGroup | None = Field(
        None, description="The group of chapters in which it stands. Without one it comes after them all."
    )
    order: Integer = Field(description="Its place in its group.")
    summary: Plain = Field(description="What it says, in one line.")
    text: ParsedText = Field(description="The chapter itself, after the front matter.")
