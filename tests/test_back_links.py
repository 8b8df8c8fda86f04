"""What leads to a thing is what looking through everything finds."""

from functools import lru_cache

from reading import ROOT, load_handbook

from generator.handbook import derive
from generator.handbook.back_links import BackLinks
from generator.source.files import read_layer


@lru_cache(maxsize=1)
def links() -> BackLinks:
    book = load_handbook([read_layer(ROOT / "content", "content")])
    return BackLinks(book, derive.plan_sessions(book))


def test_sessions_are_those_that_have_to_do_with_a_thing() -> None:
    plans, book = links().plans, links().handbook
    for id in book.exercises:
        assert tuple(links().sessions_using.get(id, ())) == derive.find_sessions_using(dict(plans), id)
        assert tuple(links().sessions_offering.get(id, ())) == derive.find_sessions_offering(dict(plans), id)
    for id in book.themes:
        assert links().sessions_on.get(id, []) == [plan for plan in plans.values() if plan.theme.id == id]
    for id in book.handouts:
        handing = [plan for plan in plans.values() if id in plan.session.handouts]
        assert links().sessions_handing_out.get(id, []) == handing
    assert all((links().sessions_using, links().sessions_offering, links().sessions_on, links().sessions_handing_out))


def test_themes_and_exercises_are_those_that_name_a_thing() -> None:
    book = links().handbook
    for id in book.exercises:
        assert links().themes_answered.get(id, []) == [one for one in book.themes.values() if id in one.exercises]
    for id in book.handouts:
        assert tuple(links().exercises_asking.get(id, ())) == derive.find_handout_users(book, id)
    assert links().themes_answered and links().exercises_asking


def test_neighbours_are_told_in_the_order_of_the_year() -> None:
    plans = links().plans
    met = [plan for plan in plans.values() if plan.meetings]
    assert len(met) > 20
    assert links().neighbours[met[0].session.id] == (None, met[1])
    assert links().neighbours[met[5].session.id] == (met[4], met[6])
    assert links().neighbours[met[-1].session.id] == (met[-2], None)
    chapters = list(links().handbook.chapters.values())
    assert links().neighbouring_chapters[chapters[0].id] == (None, chapters[1])
    assert links().neighbouring_chapters[chapters[-1].id] == (chapters[-2], None)
