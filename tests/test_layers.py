"""A folder of content over another changes it as the rules of layers say, and in no other way."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import HERE, cases, handbook, layer, layers, make, tiny

from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.text.tree import plain_words

LAYERS = HERE / "layers"
COLUMNS = "exercises/fairness/fact-reading-feeling.yml"
BELOW = tiny()


def layered(case: str) -> Handbook:
    return handbook(LAYERS / case)


def columns(case: str) -> Exercise:
    return layered(case).exercises["fact-reading-feeling"]


def unlayered() -> Handbook:
    made = make((BELOW,)).handbook
    assert made
    return made


@pytest.mark.parametrize("case", cases("layers"), ids=lambda case: case.name)
def test_a_layer_that_keeps_the_rules_is_taken_without_a_word(case: Path) -> None:
    assert make(layers(case)).told == ""


def test_every_layer_case_is_used_by_a_test_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [case.name for case in cases("layers") if f'"{case.name}"' not in text] == []


def test_mappings_merge_and_what_is_not_named_stays() -> None:
    changed, was = columns("mappings-merge"), unlayered().exercises["fact-reading-feeling"]
    assert changed.title == "Three columns"
    assert (changed.minutes.min, changed.minutes.max) == (10, 25)
    assert changed.steps == was.steps
    assert changed.cautions == was.cautions


def test_a_blank_value_changes_nothing() -> None:
    assert columns("mappings-merge").space == "Chairs in a ring"


def test_the_settings_of_the_circle_merge_too() -> None:
    circle = layered("mappings-merge").circle
    assert (circle.name, circle.people) == ("The ward at night", 6)
    assert [contact.name for contact in circle.urgent_help] == ["The night desk"]


def test_one_step_changes_alone() -> None:
    changed, was = columns("one-step-changes"), unlayered().exercises["fact-reading-feeling"]
    assert [step.id for step in changed.steps] == ["fact", "reading", "feeling"]
    assert changed.steps[1].minutes == 4
    assert changed.steps[1].do == was.steps[1].do
    assert plain_words(changed.steps[1].rule) == "Nobody explains." if changed.steps[1].rule else False
    assert (changed.steps[0], changed.steps[2]) == (was.steps[0], was.steps[2])


def test_one_step_changes_alone_where_its_neighbours_have_no_id() -> None:
    steps = layered("one-step-changes-where-others-have-no-id").exercises["two-chairs"].steps
    assert [(step.id, step.minutes) for step in steps] == [("look", 6), (None, 5)]


def test_a_new_step_stands_at_the_end_and_a_hidden_one_is_gone() -> None:
    assert [step.id for step in columns("a-step-is-added-and-one-taken-away").steps] == ["fact", "reading", "share"]


def test_steps_without_ids_are_replaced() -> None:
    steps = columns("a-list-of-steps-without-ids-is-replaced").steps
    assert [(step.id, step.minutes) for step in steps] == [(None, 9)]


def test_other_lists_are_replaced() -> None:
    changed = columns("other-lists-are-replaced")
    assert [plain_words(question) for question in changed.debrief] == ["What will you keep?"]
    assert changed.variations == ()
    assert changed.materials == ()


def test_cautions_of_every_layer_are_kept_and_none_stands_twice() -> None:
    cautions = [
        caution.line or plain_words(caution.words) for caution in columns("cautions-are-added").cautions if caution
    ]
    assert cautions == [
        "take-care-of-yourself",
        "Better left out on the day of a complaint. If someone goes very quiet, the host asks in the break.",
        "On our ward, not in the week of an inspection.",
        "Not after a night shift.",
    ]


def test_intensity_may_rise() -> None:
    assert columns("intensity-rises").intensity == 3


def test_intensity_never_falls_below_what_a_layer_in_between_has_raised_it_to() -> None:
    raised = layer("my-circle", {COLUMNS: "intensity: 3\ngentler: de-role\nnot_before: 9\n"})
    lowered = layer("our-ward", {COLUMNS: "intensity: 2\n"})
    problems = make((BELOW, raised, lowered)).problems
    assert [(p.code, p.place.file) for p in problems if p.code == "intensity-lowered"] == [
        ("intensity-lowered", f"our-ward/{COLUMNS}")
    ]


def test_a_chapter_is_replaced_whole() -> None:
    chapter = layered("a-chapter-is-replaced-whole").chapters["the-frame"]
    assert (chapter.title, chapter.order, plain_words(chapter.text)) == ("Our frame", 5, "As we agreed.")


def test_a_hidden_thing_is_gone() -> None:
    read = layered("a-thing-is-hidden")
    assert list(read.sessions) == ["opening"]
    assert ("session", "closing") not in read.edited_files


def test_a_part_of_the_year_changes_by_its_id() -> None:
    part = layered("a-thing-is-hidden").year.parts[0]
    assert (part.title, part.sessions) == ("All of it", ("opening",))


def test_an_entry_of_a_list_is_hidden_another_changed_and_one_added() -> None:
    terms = layered("an-entry-is-hidden").terms
    assert list(terms) == ["circle", "guardian"]
    assert terms["circle"].see == ()
    assert plain_words(terms["circle"].means) == "The group of people who meet."


def test_a_new_path_adds() -> None:
    read = layered("a-new-path-adds")
    assert "being-early" in read.themes
    assert "our-room" in read.chapters
    assert set(unlayered().themes) < set(read.themes)


def test_the_highest_of_three_layers_has_the_last_word() -> None:
    read = layered("three-layers")
    assert read.exercises["fact-reading-feeling"].title == "What a camera saw"
    assert plain_words(read.exercises["fact-reading-feeling"].opt_out) == "Only listen."


def test_what_a_layer_hides_a_higher_one_can_bring_back() -> None:
    closing = layered("three-layers").sessions["closing"]
    assert (closing.title, plain_words(closing.intention)) == ("The last night", "To part well.")


def test_the_file_to_edit_is_the_topmost_that_says_something() -> None:
    edited = layered("three-layers").edited_files
    assert edited["exercise", "fact-reading-feeling"] == f"our-ward/{COLUMNS}"
    assert edited["session", "closing"] == "our-ward/sessions/closing.yml"
    assert edited["session", "opening"] == "content/sessions/opening.yml"
    assert layered("cautions-are-added").edited_files["exercise", "fact-reading-feeling"] == f"our-ward/{COLUMNS}"
    assert layered("an-entry-is-hidden").edited_files["term", "guardian"] == "my-circle/glossary.yml"
    assert (
        layered("a-chapter-is-replaced-whole").edited_files["chapter", "the-frame"] == "my-circle/chapters/the-frame.md"
    )


def test_a_picture_of_a_higher_layer_is_shown_instead() -> None:
    folder = HERE / "layers" / "pictures-of-the-highest-layer"
    assert layered("pictures-of-the-highest-layer").pictures == {
        "door.png": (folder / "my-circle" / "images" / "door.png").read_bytes(),
        "window.png": (folder / "content" / "images" / "window.png").read_bytes(),
    }


def test_an_empty_layer_changes_nothing() -> None:
    made = make((BELOW, layer("my-circle", {})))
    assert made.handbook == unlayered()


def test_layers_that_say_the_same_again_change_nothing_but_the_file_to_edit() -> None:
    again = type(BELOW)("my-circle", tuple(type(f)(f.path, f"my-circle/{f.path}", f.data) for f in BELOW.files))
    made = make((BELOW, again)).handbook
    assert made
    assert made.exercises == unlayered().exercises
    assert made.sessions == unlayered().sessions
    assert set(made.edited_files.values()) == {f"my-circle/{f.path}" for f in BELOW.files}


CAUTIONS = st.lists(
    st.one_of(
        st.just("{line: take-care-of-yourself}"),
        st.sampled_from(["Go slowly.", "Stop when it is too much.", "Not today."]),
        st.just("{line: take-care-of-yourself, hide: true}"),
        st.just("{hide: true}"),
    ),
    max_size=4,
)


@settings(max_examples=60)
@given(mine=CAUTIONS, ward=CAUTIONS, intensity=st.sampled_from(["", "1", "2", "3", "0", "-1", "two", "²"]))
def test_no_layers_can_take_a_caution_away_or_lower_the_intensity(
    mine: list[str], ward: list[str], intensity: str
) -> None:
    above = [
        layer(name, {COLUMNS: f"cautions: [{', '.join(cautions)}]\nintensity: {intensity}\n"})
        for name, cautions in (("my-circle", mine), ("our-ward", ward))
    ]
    read = make((BELOW, *above)).handbook
    if read:
        below = unlayered().exercises["fact-reading-feeling"]
        assert set(below.cautions) <= set(read.exercises["fact-reading-feeling"].cautions)
        assert read.exercises["fact-reading-feeling"].intensity >= below.intensity
