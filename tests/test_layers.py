"""A folder of content over another changes it as the rules of layers say, and in no other way."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import HERE, ROOT, Made, cases, handbook, layer, layers, make, over, tiny

from generator.handbook.value import Handbook
from generator.model.exercise import Exercise
from generator.source.files import read_layer
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


def test_a_file_of_ours_goes_on_changing_a_renamed_exercise() -> None:
    read = handbook(HERE / "warn" / "a-file-whose-exercise-was-renamed")
    assert read.exercises["camera-and-diary"].title == "Facts of our ward"
    assert "fact-and-feeling" not in read.exercises
    assert read.edited_files["exercise", "camera-and-diary"] == "my-circle/exercises/fairness/fact-and-feeling.yml"
    assert read.sessions["closing"].fill["practice"].exercise == "camera-and-diary"


def test_of_an_old_and_a_new_file_the_new_one_has_the_last_word() -> None:
    read = handbook(HERE / "warn" / "a-file-left-beside-the-renamed-one").exercises["camera-and-diary"]
    assert read.title == "Facts of our ward"
    assert read.space == "The break room"


def test_an_exercise_that_moved_to_another_family_is_followed() -> None:
    columns = next(file.data.decode() for file in BELOW.files if file.path == COLUMNS)
    below = over(
        BELOW,
        layer(
            "content",
            {
                "exercises/role-play/camera.yml": f"was: [fairness/camera]\n{columns}then: de-role\n".replace(
                    "title: Fact, ", "title: Camera, "
                )
            },
        ),
    )
    made = make((below, layer("my-circle", {"exercises/fairness/camera.yml": "title: Ours\n"})))
    assert made.handbook, made.told
    assert made.handbook.exercises["camera"].title == "Ours"
    assert [(p.code, p.warning) for p in made.problems] == [("renamed", True)]
    assert "Move this file to my-circle/exercises/role-play/camera.yml" in made.told


HIDDEN = "exercises/fairness/camera.yml"


def hide_camera(files: dict[str, str], ours: dict[str, str] | None = None) -> Made:
    """The tiny content with one exercise more and some files that name it, laid under a layer that hides it."""
    columns = next(file.data.decode() for file in BELOW.files if file.path == COLUMNS).replace(
        "title: F", "title: Of f"
    )
    changed = {file.path: file.data.decode() for file in BELOW.files if file.path in files}
    below = over(
        BELOW, layer("content", {HIDDEN: columns} | {path: edit(changed[path], text) for path, text in files.items()})
    )
    return make((below, layer("my-circle", {HIDDEN: "hide: true\n", **(ours or {})})))


def edit(text: str, change: str) -> str:
    """A file after a change that is written as `old => new`."""
    old, new = change.split(" => ")
    assert old in text
    return text.replace(old, new)


def test_lists_and_links_of_lower_layers_do_without_a_hidden_thing() -> None:
    made = hide_camera(
        {
            "sessions/opening.yml": "instead: [de-role] => instead: [camera]",
            "themes/being-seen.yml": "[fact-reading-feeling, de-role] => [camera, de-role]",
            "chapters/the-frame.md": "[what is agreed](#what-is-agreed) => [the *camera*](exercise:camera)",
            COLUMNS: "{exercise: de-role, => {exercise: camera,",
        }
    )
    assert made.told == ""
    assert made.handbook
    assert made.handbook.sessions["opening"].instead == ()
    assert made.handbook.themes["being-seen"].exercises == ("de-role",)
    assert made.handbook.exercises["fact-reading-feeling"].goes_well_with == ()
    assert "See the camera and" in plain_words(made.handbook.chapters["the-frame"].text)


def test_a_slot_without_its_hidden_exercise_goes_back_to_that_of_its_format() -> None:
    made = hide_camera({"sessions/opening.yml": "fill:\n => fill:\n  roles: {exercise: camera, minutes: 10}\n"})
    assert made.told == ""
    assert made.handbook
    assert list(made.handbook.sessions["opening"].fill) == ["practice"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("sessions/closing.yml", "practice: {exercise: fact-reading-feeling} => practice: {exercise: camera}"),
        ("themes/being-seen.yml", "[fact-reading-feeling, de-role] => [camera]"),
        ("exercises/families.yml", "ends_with: de-role => ends_with: camera"),
        ("formats/short.yml", "slot: de-role => slot: camera"),
    ],
)
def test_what_cannot_do_without_a_hidden_thing_is_told_with_the_file_to_write(path: str, change: str) -> None:
    made = hide_camera({path: change})
    assert "hidden" in made.codes
    assert "for example instead: " in made.told or "Do not hide it: it leads people out of a role" in made.told


def test_what_our_own_layer_says_of_a_thing_that_it_hides_is_told() -> None:
    made = hide_camera({}, {"sessions/opening.yml": "instead: [camera]\n"})
    assert made.codes == ["hidden"]


def test_a_hidden_session_leaves_the_year() -> None:
    made = make((BELOW, layer("my-circle", {"sessions/closing.yml": "hide: true\n"})))
    assert made.told == ""
    assert made.handbook
    assert made.handbook.year.parts[0].sessions == ("opening",)


def test_a_hidden_source_is_told_and_never_left_out() -> None:
    made = make((BELOW, layer("my-circle", {"references.yml": "- {id: story, hide: true}\n"})))
    assert made.codes == ["hidden"]


# --- what takes the places of what a circle hides

HIDES = "hide: true\n"


def hiding(path: str, more: str = "", files: dict[str, str] | None = None) -> Made:
    """The whole content with a thing hidden, and with more files of the circle's own."""
    return make((read_layer(ROOT / "content", "content"), layer("my-circle", {path: HIDES + more, **(files or {})})))


def test_one_line_says_what_takes_the_places_of_what_is_hidden() -> None:
    path = "exercises/opening-and-closing/weather-word.yml"
    [problem] = [one for one in hiding(path).problems if not one.warning]
    found = re.search(r"instead: ([a-z-]+)", problem.cure)
    assert found, problem.cure
    made = hiding(path, f"instead: {found[1]}\n")
    assert made.handbook, made.told
    slots = {phase.slot for one in made.handbook.formats.values() for phase in one.phases}
    assert "weather-word" not in slots
    assert found[1] in slots


def test_what_is_hidden_leaves_its_place_to_what_is_gentler_than_itself() -> None:
    made = hiding("exercises/role-play/hard-sentence-rehearsal.yml")
    assert made.handbook is not None
    gentler = made.handbook.exercises["empty-seat"].gentler
    assert gentler and gentler != "hard-sentence-rehearsal"


def test_the_cure_holds_the_lines_to_copy_and_they_are_enough() -> None:
    path = "exercises/opening-and-closing/take-leave-thank.yml"
    [problem] = [one for one in hiding(path).problems if not one.warning]
    lines = re.findall(r"Write into my-circle/(\S+): ([a-z]+: [a-z-]+)\.", problem.cure)
    found = re.search(r"instead: ([a-z-]+)", problem.cure)
    assert lines or found, problem.cure
    more = f"instead: {found[1]}\n" if found else ""
    made = hiding(path, more, files={file: f"{line}\n" for file, line in lines})
    assert made.handbook, made.told


def test_what_leads_out_of_a_role_is_never_replaced() -> None:
    made = hiding("exercises/role-play/de-role.yml", "instead: one-breath-one-line\n")
    assert made.handbook is None
    assert any("leads people out of a role" in one.cure for one in made.problems)
