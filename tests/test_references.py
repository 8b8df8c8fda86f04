"""What names what is declared at the field: a new field of such a type is checked without another line."""

from typing import Annotated

from pydantic import Field

from generator.model.annotations import EACH, KEYS
from generator.model.exercise import Exercise
from generator.model.fields import AsList, Record
from generator.model.kinds import KINDS
from generator.model.meeting import Circle, Session, Year
from generator.model.references import HandoutId, SessionId, TermIds, list_reference_fields


class Inner(Record):
    form: HandoutId | None = Field(None)


class Planted(Record):
    """A kind that no handbook has."""

    inner: Annotated[tuple[Inner, ...], AsList] = Field(())
    before: SessionId | None = Field(None)
    words: TermIds = Field(())
    kept: dict[SessionId, Inner] = Field({})


def found(model: type[Record]) -> set[tuple[tuple[str, ...], str]]:
    return {(path, target.kind) for path, target in list_reference_fields(model)}


def test_a_new_field_is_found_however_deep() -> None:
    assert found(Planted) == {
        (("inner", EACH, "form"), "handout"),
        (("before",), "session"),
        (("words", EACH), "term"),
        (("kept", KEYS), "session"),
        (("kept", EACH, "form"), "handout"),
    }


def test_the_references_of_real_kinds_are_found() -> None:
    assert (("gentler",), "exercise") in found(Exercise) and (("cautions", EACH, "line"), "safety line") in found(
        Exercise
    )
    assert (("fill", EACH, "exercise"), "exercise") in found(Session)
    assert (("parts", EACH, "sessions", EACH), "session") in found(Year)
    named = {(("year",), "year"), (("move", KEYS), "session"), (("licences", EACH), "questionnaire")}
    assert found(Circle) == named


def test_every_reference_leads_to_a_kind() -> None:
    targets = {target.kind for kind in KINDS.values() for _, target in list_reference_fields(kind.model)}
    assert len(targets) > 8 and targets <= set(KINDS)
