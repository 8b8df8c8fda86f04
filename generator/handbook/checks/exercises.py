"""What an exercise must fulfil: minutes that add up, cautions where it stirs, a way out of every role."""

from collections.abc import Iterator

from generator.errors import Place, Problem
from generator.handbook.tables import AnyEntry, Entry, Tables
from generator.model.exercise import Exercise, Family
from generator.model.fields import PageRecord
from generator.model.kinds import KINDS_WITH_PAGE, Kind
from generator.model.library import Questionnaire
from generator.source.document import Document

STIRRING, DEEP = 2, 3
DEEP_NOT_BEFORE = 9


def _check_ranges_in_order(tables: Tables) -> Iterator[Problem]:
    """Check that no minimum is above its maximum."""
    for entry in tables.entries_of(Exercise):
        for key in ("minutes", "people"):
            span = getattr(entry.value, key)
            if span.max is not None and span.min > span.max:
                message = f"the minimum ({span.min}) is above the maximum ({span.max})"
                yield Problem(entry.place_at(key, "min"), "range", message, "Swap the two numbers.")


def _check_steps_fit(tables: Tables) -> Iterator[Problem]:
    """Check that the steps take no longer than the exercise may last."""
    for entry in tables.entries_of(Exercise):
        total = sum(step.minutes for step in entry.value.steps)
        most = entry.value.minutes.max
        if total > most:
            message = f"the steps add up to {total} minutes, but the exercise lasts at most {most}"
            cure = f"Shorten the steps, or set max under minutes: to {total}."
            yield Problem(entry.key_place_at("steps"), "steps-too-long", message, cure)


def _check_cautions_where_it_stirs(tables: Tables) -> Iterator[Problem]:
    """Check that there are cautions from intensity 2 on; at 3 also a gentler exercise and a late place in the year."""
    for entry in tables.entries_of(Exercise):
        value = entry.value
        if value.intensity >= STIRRING and not value.cautions:
            message = f"intensity {value.intensity} needs cautions, and there are none"
            cure = "Say under cautions: who should skip it, what may come up, what the host does then."
            yield Problem(entry.place_at("intensity"), "no-cautions", message, cure)
        if value.intensity == DEEP:
            yield from _check_deep_exercises(tables, entry)


def _check_deep_exercises(tables: Tables, entry: Entry[Exercise]) -> Iterator[Problem]:
    value = entry.value
    if not value.gentler:
        message = "intensity 3 needs a gentler exercise to offer instead, and none is named"
        yield Problem(entry.place_at("intensity"), "no-gentler", message, "Add a line gentler: with the id of one.")
    if value.not_before is None or value.not_before < DEEP_NOT_BEFORE:
        message = f"an exercise of intensity 3 does not come before session {DEEP_NOT_BEFORE}"
        place = entry.place_at("not_before") if value.not_before else entry.place_at("intensity")
        yield Problem(place, "too-early", message, f"Write not_before: {DEEP_NOT_BEFORE}, or a higher number.")
    gentler = tables.value_of(Exercise, value.gentler) if value.gentler else None
    if gentler and gentler.intensity >= value.intensity:
        message = f'"{value.gentler}" is not gentler: its intensity is {gentler.intensity}'
        yield Problem(entry.place_at("gentler"), "not-gentler", message, "Name one of intensity 1 or 2.")


def _check_caution_has_words(tables: Tables) -> Iterator[Problem]:
    """Check that a caution is either an agreed line or words of its own."""
    entries: list[Entry[Exercise | Questionnaire]] = [
        *tables.entries_of(Exercise),
        *tables.entries_of(Questionnaire),
    ]
    for entry in entries:
        for number, caution in enumerate(entry.value.cautions):
            if bool(caution.line) == bool(caution.words):
                message = "a caution is either an agreed line or words of your own"
                cure = 'Write "- line: take-care-of-yourself", or the words after the hyphen.'
                yield Problem(entry.place_at("cautions", number), "caution", message, cure)


def _check_role_play_is_followed(tables: Tables) -> Iterator[Problem]:
    """Check that every exercise of a family that must end with another (role play with de-roling) says so."""
    for entry in tables.entries_of(Exercise):
        family = tables.value_of(Family, entry.value.family)
        last = family.ends_with if family and family.ends_with in tables.ids_of("exercise") else None
        if last and last not in (entry.id, entry.value.then):
            message = f'every exercise of the family "{entry.value.family}" leads to "{last}", and this one does not'
            place = entry.place_at("then") if entry.value.then else entry.place_at("title")
            yield Problem(place, "roles-not-left", message, f"Write then: {last}")


def _check_not_followed_by_itself(tables: Tables) -> Iterator[Problem]:
    for entry in tables.entries_of(Exercise):
        for key in ("gentler", "then"):
            if getattr(entry.value, key) == entry.id:
                yield Problem(
                    entry.place_at(key), "names-itself", "an exercise cannot name itself here", "Name another."
                )


def _check_old_ids_are_free(tables: Tables) -> Iterator[Problem]:
    """Check that an old id leads to one thing only, and to none that still exists."""
    for kind in KINDS_WITH_PAGE.values():
        # an exercise that moved leaves its old address, so its own id may stand there with the family it left
        taken = {id: id for id in tables.ids_of(kind.name)}
        for entry in tables.entries_of(kind.model):
            assert isinstance(entry.value, PageRecord), "what has a page says which ids it had"
            for number, old in enumerate(entry.value.was):
                yield from _find_old_id_fault(entry, number, old, kind, taken)
                taken.setdefault(old, entry.id)


def _find_old_id_fault(entry: AnyEntry, number: int, old: str, kind: Kind, taken: dict[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with one old id; `taken` says by whom each is taken."""
    place = entry.place_at("was", number)
    if "/" in old and not kind.depth:
        message = f"only an exercise lies in a family, and this is a {kind.noun}"
        yield Problem(place, "odd-id", message, f"Write the id alone: {old.rpartition('/')[2]}")
    elif old in taken or old == entry.document.path.partition("/")[2].removesuffix(kind.ending):
        message = f'the old id "{old}" is taken by "{taken.get(old, entry.id)}"'
        yield Problem(place, "old-id-taken", message, "Delete it from the list.")


def _check_titles_differ(tables: Tables) -> Iterator[Problem]:
    """Warn of two things of a kind that nobody could tell apart in lists, in search and on paper."""
    for kind in KINDS_WITH_PAGE.values():
        first: dict[str, AnyEntry] = {}
        for entry in tables.entries_of(kind.model):
            assert isinstance(entry.value, PageRecord), "what has a page has a title"
            other = first.setdefault(entry.value.title.casefold(), entry)
            if other is not entry:
                message = f'"{entry.value.title}" is also the title of {other.start.file}'
                cure = "Give one of the two another title."
                yield Problem(entry.place_at("title"), "same-title", message, cure, warning=True)


def _check_ids_are_unique(tables: Tables) -> Iterator[Problem]:
    """Check that no id stands in two families; the file of the lower layer was there first."""
    homes: dict[str, Document] = {}
    for document in tables.files.values():
        names = document.path.split("/")
        if names[0] != "exercises" or len(names) != 3:
            continue
        other = homes.setdefault(names[2], document)
        if other.path != document.path:
            message = f"there is already an exercise of this name: {other.display_path}"
            cure = "Give one of the two another name; what is said of one would be taken for the other."
            yield Problem(Place(document.display_path), "duplicate-id", message, cure)


RULES = (
    _check_ranges_in_order,
    _check_steps_fit,
    _check_cautions_where_it_stirs,
    _check_caution_has_words,
    _check_role_play_is_followed,
    _check_not_followed_by_itself,
    _check_old_ids_are_free,
    _check_ids_are_unique,
    _check_titles_differ,
)
