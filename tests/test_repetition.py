"""What is the same nearly every time stands on the Always card, and what must never be cut stays on the sheet."""

from dataclasses import replace

import pytest
from printed import handbook, missing, pdf, shop, squeezed, text

from generator.handbook import derive, repetition, schedule
from generator.model.fields import parse_prose
from generator.model.meeting import Year
from generator.model.papers import list_variants
from generator.phrasing import phrases
from generator.printables import always
from generator.printables.phases import make_phase_words
from generator.site.catalogue import list_entries
from generator.text.shorten import shorten_prose
from generator.text.tree import plain_words

# what no sheet may lose: the ways out, and who does what if someone is in danger
WAYS_OUT = ("Everyone may pass, stop or step out at any moment", "Stays:", "Rings:", "Closes:", "We call:")


def meetings() -> list[str]:
    return [meeting.session for meeting in schedule.schedule_meetings(handbook().circle, handbook().year)]


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("One. Two.", "One."),
        ("One.", "One."),
        ("One goes on", "One goes on"),
        ("If so: “Stop?” The rest.", "If so: “Stop?”"),
        ("Wait … and go on. Two.", "Wait … and go on."),
        ("Say “no!” to it. Two.", "Say “no!” to it."),
        ("One. Two. **Three.** Four.", "One. Three."),
        ("One. Two, **three** and four. Five.", "One. Two, three and four."),
        ("**One. Two.** Three.", "One. Two."),
        ("One. [A page](exercise:de-role). Three.", "One."),
        ("One.\n\nTwo. **Three.**\n\nFour.", "One. Three."),
        ("- a\n- b", "a b"),
        ("Ωμέγα. Δύο.", "Ωμέγα."),
        ("كلمة؟ ثانية.", "كلمة؟"),
    ],
)
def test_prose_in_short_is_its_first_sentence_and_all_with_bold_words(whole: str, short: str) -> None:
    assert plain_words(shorten_prose(parse_prose(whole))) == short


def test_repeated_words_stand_in_half_of_the_meetings_and_come_first_in_one_of_them() -> None:
    held = meetings()
    repeated = repetition.find_repeated_words(handbook())
    for words, first in repeated.items():
        having = [
            id
            for id in held
            for session_format in [shop().plans[id].format]
            if any(
                one and " ".join(one.source.split()) == words
                for phase in session_format.phases
                for one in (phase.do, phase.say, phase.rule)
            )
        ]
        assert 2 * len(having) >= len(held)
        assert having[0] == first


def test_in_a_year_of_one_meeting_nothing_is_repeated() -> None:
    year = Year.model_validate(
        {"id": "one", "title": "One", "parts": [{"id": "all", "title": "All", "sessions": ["early-signs"]}]}
    )
    circle = handbook().circle.model_copy(update={"year": year.id})
    assert (
        repetition.find_repeated_words(replace(handbook(), circle=circle, years={**handbook().years, year.id: year}))
        == {}
    )


def test_sheets_keep_what_must_never_be_cut() -> None:
    for id, paper in ((id, paper) for id in shop().plans for paper in list_variants()):
        said = text(pdf("sheet", id, paper))
        assert [words for words in WAYS_OUT if squeezed(words) not in said] == [], (id, paper)


def test_repeated_phases_are_on_the_always_card_and_the_first_meeting_that_has_them_says_all() -> None:
    slot = next(slot for slot in shop().plans["recognition"].slots if slot.phase.id == "teller")
    assert slot.phase.say and slot.phase.rule
    first = repetition.find_repeated_words(handbook())[" ".join(slot.phase.say.source.split())]
    assert missing(text(pdf("sheet", first, "a4")), [slot.phase.say.source]) == []
    assert missing(text(pdf("sheet", "recognition", "a4")), [slot.phase.say.source]) != []
    assert missing(text(pdf("sheet", "recognition", "a4")), [slot.phase.rule.source]) == []
    assert missing(text(pdf("always", "circle", "a4")), [slot.phase.say.source, slot.phase.do.source]) == []


def test_the_always_card_says_every_repeated_phase_and_every_caution_of_what_belongs_to_it() -> None:
    phases = repetition.list_repeated_phases(handbook())
    held = repetition.list_standing_exercises(handbook())
    assert len(phases) >= 8 and len(held) >= 3
    for paper in list_variants():
        said = text(pdf("always", "circle", paper)).replace(squeezed(shop().words("always.title")), "")
        texts = [one for phase in phases for one in (phase.do, phase.say, phase.rule) if one]
        texts += [one for exercise in held for one in derive.list_cautions(handbook(), exercise)]
        texts += [exercise.opt_out for exercise in held]
        assert missing(said, [one.source for one in texts]) == [], paper


def test_where_its_cautions_send_someone_in_a_bad_moment_stands_on_the_always_card_itself() -> None:
    back = always.list_ways_back(handbook())
    assert back
    said = text(pdf("always", "circle", "letter"))
    assert missing(said, [step.say.source for one in back for step in one.steps if step.say]) == []


def test_in_a_year_of_one_meeting_there_is_no_always_card() -> None:
    year = Year.model_validate(
        {"id": "one", "title": "One", "parts": [{"id": "all", "title": "All", "sessions": ["early-signs"]}]}
    )
    circle = handbook().circle.model_copy(update={"year": year.id})
    book = replace(handbook(), circle=circle, years={**handbook().years, year.id: year})
    assert "always" not in {entry.kind for entry in list_entries(book, {})}
    assert "always" in {entry.kind for entry in list_entries(handbook(), {})}


def test_de_role_is_never_left_to_the_always_card() -> None:
    plan = shop().plans["in-their-shoes"]
    leaving = next(slot for slot in plan.slots if slot.exercise and slot.exercise.id == "de-role")
    texts = (leaving.phase.do, leaving.phase.say, leaving.phase.rule)
    everything = {" ".join(words.source.split()): "opening" for words in texts if words}
    told = make_phase_words(plan, leaving, everything)
    assert told["do"] and told["say"]
    assert told["standing"] is False


def test_a_round_says_how_long_each_speaks() -> None:
    words = shop().words
    assert phrases.describe_turn(words, 10, 3, 8) == "about 20 seconds each for 8"
    assert phrases.describe_turn(words, 30, 16, 8) == "about 2 minutes each for 8"
    assert phrases.describe_turn(words, 30, 8, 8) == "about 1 minute each for 8"
    assert phrases.describe_turn(words, 5, 1, 30) == "about 2 seconds each for 30"
    assert phrases.describe_turn(words, None, 16, 8) == phrases.describe_turn(words, 30, 0, 8) == ""


def test_every_sheet_says_what_gives_way_when_late() -> None:
    assert phrases.describe_lateness(shop().words, shop().plans["recognition"].slots) == (
        "Cut, in this order: “Kept free” (5 min) and “Something to try” (20 min)."
    )
    for id, plan in shop().plans.items():
        order = phrases.describe_lateness(shop().words, plan.slots)
        assert order
        assert squeezed(order) in text(pdf("sheet", id, "letter"))


def test_a_phase_that_may_be_shortened_says_to_what() -> None:
    slot = shop().plans["recognition"].slots[-1]
    phase = slot.phase.model_copy(update={"may_shorten": 2})
    assert phrases.describe_lateness(shop().words, [replace(slot, phase=phase)]) == (
        f"Cut, in this order: “{phase.title}” (down to 2 min)."
    )
