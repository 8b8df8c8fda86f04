"""The types of single fields: how a string from a file becomes a number, a date, an id or prose.

Every scalar arrives as text and is cast here and nowhere else, so `no`, `12:30` and `0100` mean what they look like.
A fault is a PydanticCustomError whose `cure` says what to type instead.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Literal
from unicodedata import combining, normalize

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.parsed_text import ParsedText
from generator.model.timezones import is_time_zone, list_time_zones
from generator.text import parse
from generator.text.allowed import PICTURE, USER_CURE, USER_IN_ADDRESS, USER_MESSAGE
from generator.text.suggestions import suggest
from generator.text.tree import ProseFault

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
RESERVED_IDS = _DEVICES | {"index", "404"}
MAX_ID = 64
# letters that are spelt out where only a to z may stand
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l"}
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
DOI_FORM = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"'`{}\[\]|\\^#]+")
FILL_IN = re.compile(r"\[fill in\b[^\]]{0,200}\]?", re.IGNORECASE)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(1900, 2200)
# a weekday's place in a month, and the week's days, in the order in which dates count them
ORDINALS = ("first", "second", "third", "fourth", "last")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# the most characters of a title-like sentence, so that it fits on cards and in tables
ONE_LINE_LENGTH = 90
# the form in which content is written
SCHEMA = 1
# no sheet has room for more, and marks that are opened and never closed take ever longer to read
MAX_TEXT_LENGTH = 20_000
# what may be an id where none can be made of what was written
EXAMPLE_ID = "two-column-test"
FILL_IN_MESSAGE = "this place is still to be filled in"
FILL_IN_CURE = "Write your own words instead of [fill in …]."


class ProseFaults(ValueError):
    """Faults in a prose field; `faults` says which."""

    def __init__(self, faults: tuple[ProseFault, ...]) -> None:
        self.faults = faults
        super().__init__("faults in prose")


def _make_fault(code: str, message: str, cure: str, **more: int) -> PydanticCustomError:
    """Return a mistake in a value; braces in the texts are kept as they are. `entry` may say which entry of a list it
    is."""
    return PydanticCustomError(code, "{message}", {"message": message, "cure": cure, **more})


def quote_value(value: object) -> str:
    """Return a value in quotation marks as the author sees it, shortened."""
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


def _describe_value(value: object) -> str:
    return "several things" if isinstance(value, (list, dict)) else quote_value(value)


def _require_text(value: object) -> object:
    """Refuse a list, a group of keys, and blanks."""
    if isinstance(value, list):
        cure = "Write one text. If it is to start with [, put all of it in double quotes."
        raise _make_fault("list-for-text", "a list stands here where a text belongs", cure)
    if isinstance(value, dict):
        cure = "If the text contains a colon, put all of it in double quotes."
        raise _make_fault("keys-for-text", "a text belongs here, not words with colons", cure)
    if isinstance(value, str) and not value.strip():
        raise _make_fault("no-words", "there are no words here", "Write them, or delete the whole line.")
    if isinstance(value, str) and len(value) > MAX_TEXT_LENGTH:
        message = f"this text has {len(value)} characters; at most {MAX_TEXT_LENGTH} are read in one place"
        raise _make_fault("too-long", message, "Shorten it, or make it a chapter.")
    return value


def _require_filled_text(value: object) -> object:
    """Refuse what is no text, and a text in which something of a starter file is left to fill in."""
    value = _require_text(value)
    if isinstance(value, str) and FILL_IN.search(value):
        raise _make_fault("fill-in", FILL_IN_MESSAGE, FILL_IN_CURE)
    return value


def parse_one_line(value: object) -> object:
    """Return a text of one line."""
    value = _require_filled_text(value)
    if isinstance(value, str):
        value = value.strip()
        if "\n" in value:
            raise _make_fault("several-lines", "this text has several lines where one belongs", "Write it as one line.")
    return value


def parse_prose(value: object) -> object:
    """Return a text as a tree."""
    value = _require_text(value)
    if not isinstance(value, str):
        return value
    tree, faults = parse.parse_rich(value)
    if faults := (*faults, *_find_fill_ins(value)):
        raise ProseFaults(faults)
    return tree


def _find_fill_ins(source: str) -> Iterator[ProseFault]:
    for number, line in enumerate(source.split("\n") if "[" in source else ()):
        for found in FILL_IN.finditer(line):
            yield ProseFault(number, found.group(), "fill-in", FILL_IN_MESSAGE, FILL_IN_CURE)


def parse_whole_number(value: object) -> object:
    """Return a whole number that is written in digits."""
    if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value)):
        return int(value)
    cure = "Write it in digits, for example 15."
    raise _make_fault("not-a-number", f"a whole number belongs here, not {_describe_value(value)}", cure)


def parse_span_number(value: str) -> int:
    """Return the one number that stands where the least and the most may stand."""
    if re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    message = f"a number, or the least and the most, belongs here, not {quote_value(value)}"
    raise _make_fault("not-a-span", message, "Write 15, or {min: 10, max: 15}.")


def refuse_newer_schema(value: object) -> object:
    """Refuse the number of a form that only later generators know."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) and int(value) > SCHEMA:
        message = f"this file is written for a newer handbook: in form {int(value)}, and this one knows form {SCHEMA}"
        raise _make_fault("newer-schema", message, "Get the newest handbook, or take this line out.")
    return value


def parse_truth(value: object) -> object:
    """Return what `true` or `false` says."""
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise _make_fault(
        "not-true-or-false", f"true or false belongs here, not {_describe_value(value)}", "Write true or false."
    )


def parse_day(value: object) -> object:
    """Return a date written as year-month-day."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else value
    except ValueError:
        found = None
    if isinstance(found, date) and found.year in YEARS:
        return found
    cure = "Write year-month-day, for example 2027-01-12."
    raise _make_fault("not-a-date", f"a date that exists belongs here, not {_describe_value(value)}", cure)


def parse_month_day(value: object) -> object:
    """Return a weekday's place in a month in lower case, such as "second tuesday" or "last friday"."""
    value = parse_one_line(value)
    if not isinstance(value, str):
        return value
    words = value.lower().split()
    if len(words) != 2 or words[0] not in ORDINALS or words[1] not in WEEKDAYS:
        cure = f"Write one of {', '.join(ORDINALS)} and a weekday in English, for example second Tuesday."
        raise _make_fault("not-a-month-day", f"a weekday of the month belongs here, not {quote_value(value)}", cure)
    return " ".join(words)


def make_break(value: object) -> object:
    """Return a stretch of dates, also where only a single date is written."""
    return {"from": value, "to": value} if isinstance(value, (str, date)) else value


def parse_clock(value: object) -> object:
    """Return a time of day on the 24-hour clock."""
    if isinstance(value, str) and re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    if isinstance(value, time):
        return value
    raise _make_fault(
        "not-a-time", f"a time of day belongs here, not {_describe_value(value)}", 'Write it like this: "18:00".'
    )


def parse_identifier(value: object) -> object:
    """Return an id: lower-case words joined by hyphens, which can be a file's name everywhere."""
    value = _require_filled_text(value)
    if not isinstance(value, str):
        return value
    reason = explain_odd_id(value)
    if reason:
        raise _make_fault(
            "odd-id", f"{quote_value(value)} cannot be an id: {reason}", f"For example: {suggest_id(value)}."
        )
    return value


def parse_old_id(value: object) -> object:
    """Return an id that was given up, with the family before it where that was another."""
    if not isinstance(value, str) or value.count("/") != 1:
        return parse_identifier(value)
    family, id = value.split("/")
    return f"{parse_identifier(family)}/{parse_identifier(id)}"


def explain_odd_id(value: str) -> str:
    """Return why a text cannot be an id, or nothing if it can."""
    if not ID.fullmatch(value):
        return "an id has lower-case letters a to z, digits and single hyphens only"
    if value in RESERVED_IDS:
        return "pages or some computers keep that name for themselves"
    if len(value) > MAX_ID:
        return f"it is longer than {MAX_ID} characters"
    return ""


def suggest_id(value: str) -> str:
    """Return an id like the text, or any if that cannot be one either."""
    plain = normalize("NFKD", "".join(SPELT_OUT.get(letter, letter) for letter in value.lower()))
    likely = "-".join(re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not combining(letter))))
    return EXAMPLE_ID if "/" in value or explain_odd_id(likely) else likely


def parse_web_address(value: object) -> object:
    """Return an address that starts with https:// or http://."""
    value = parse_one_line(value)
    if isinstance(value, str) and not WEB_ADDRESS.fullmatch(value):
        cure = "Write the whole address, for example https://example.org/circle."
        raise _make_fault("not-an-address", f"a web address belongs here, not {quote_value(value)}", cure)
    if isinstance(value, str) and USER_IN_ADDRESS.match(value):
        raise _make_fault("user-in-address", USER_MESSAGE, USER_CURE)
    return value


def parse_picture_name(value: object) -> object:
    """Return the name of a picture in a folder images, which may stand before it."""
    value = parse_one_line(value)
    if isinstance(value, str) and not PICTURE.fullmatch(f"images/{value.removeprefix('images/')}"):
        cure = "Put the picture into my-circle/images, and write its name here, for example logo.png."
        raise _make_fault("not-a-picture", f"the name of a picture belongs here, not {quote_value(value)}", cure)
    return value.removeprefix("images/") if isinstance(value, str) else value


def parse_time_zone(value: object) -> object:
    """Return the name of a time zone, as the IANA list has it."""
    value = parse_one_line(value)
    if isinstance(value, str) and not is_time_zone(value):
        cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(list_time_zones()) if "/" in zone}
        near = cities.get(value.lower().replace(" ", "_")) or suggest(value, sorted(list_time_zones()), 0.5)
        cure = f'Did you mean "{near}"?' if near else "Write the continent and a city, for example Europe/Bucharest."
        raise _make_fault("no-such-zone", f"there is no time zone {quote_value(value)}", cure)
    return value


def parse_doi(value: object) -> object:
    """Return a DOI as publishers print it, without the address that leads to it."""
    value = parse_one_line(value)
    if isinstance(value, str) and not DOI_FORM.fullmatch(value):
        raise _make_fault(
            "not-a-doi", f"a DOI belongs here, not {quote_value(value)}", "Write it from 10. on: 10.1000/example."
        )
    return value


def require_list(value: object) -> object:
    """Refuse a text or keys where a list belongs."""
    if isinstance(value, str):
        cure = "Write each entry on its own line, starting with a hyphen and a space, or all of them in [brackets]."
        raise _make_fault("text-for-list", "a text stands here where a list belongs", cure)
    if isinstance(value, dict):
        raise _make_fault(
            "keys-for-list", "a list belongs here, not words with colons", "Begin each entry with a hyphen."
        )
    return value


def require_distinct(value: tuple[object, ...]) -> tuple[object, ...]:
    """Refuse a list in which something stands twice."""
    seen: set[object] = set()
    for number, item in enumerate(value):
        if item in seen:
            raise _make_fault("twice", f"{quote_value(item)} stands here twice", "Keep it once.", entry=number)
        seen.add(item)
    return value


Plain = Annotated[str, BeforeValidator(parse_one_line)]
Rich = Annotated[ParsedText, BeforeValidator(parse_prose), WithJsonSchema({"type": ["string", "number"]})]
Id = Annotated[str, BeforeValidator(parse_identifier)]
OldId = Annotated[str, BeforeValidator(parse_old_id)]
OldIds = Annotated[tuple[OldId, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
Integer = Annotated[int, BeforeValidator(parse_whole_number)]
Minutes = Annotated[int, BeforeValidator(parse_whole_number), Field(ge=0, le=600)]
Seconds = Annotated[int, BeforeValidator(parse_whole_number), Field(ge=5, le=600)]
Bool = Annotated[bool, BeforeValidator(parse_truth)]
Date = Annotated[date, BeforeValidator(parse_day)]
MonthDay = Annotated[str, BeforeValidator(parse_month_day)]
TimeOfDay = Annotated[time, BeforeValidator(parse_clock)]
Address = Annotated[str, BeforeValidator(parse_web_address)]
PictureName = Annotated[str, BeforeValidator(parse_picture_name)]
TimeZone = Annotated[str, BeforeValidator(parse_time_zone)]
Doi = Annotated[str, BeforeValidator(parse_doi)]
OneLine = Annotated[str, BeforeValidator(parse_one_line), Field(max_length=ONE_LINE_LENGTH)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
PlainList = Annotated[tuple[Plain, ...], BeforeValidator(require_list)]
RichList = Annotated[tuple[Rich, ...], BeforeValidator(require_list)]
Phrases = Annotated[tuple[Plain, ...], BeforeValidator(require_list), AfterValidator(require_distinct)]
AsList = BeforeValidator(require_list)
Worklife = Literal["workload", "control", "reward", "community", "fairness", "values"]


class Record(BaseModel):
    """Base of everything: frozen, and a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class PageRecord(Record):
    """Base of what has a page of its own. Its id is its file's name and is not written in the file."""

    id: Id = Field(description="The file's name without its ending. Not written in the file.")
    title: Plain = Field(description="What it is called, as people say it.")
    was: OldIds = Field(
        (), description="Ids it had before, of a moved exercise with its family: old addresses lead to it."
    )
    also: Phrases = Field((), description="What people type when they look for it, besides its title. Not printed.")
