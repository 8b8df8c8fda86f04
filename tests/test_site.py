"""The site as a value: which pages there are, what every one of them carries, and that nothing private is in it."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from reading import load_handbook

from generator.handbook import derive
from generator.handbook.value import Handbook
from generator.model.kinds import KINDS_WITH_PAGE
from generator.phrasing.translations import MissingTranslation, Translations
from generator.site import addresses, templates
from generator.site import build as site
from generator.site.model import Section, Site
from generator.source.files import File, Layer, read_layer
from generator.source.nodes import Mapping
from generator.text import markdown
from generator.text.apostrophes import curve_apostrophes

ROOT = Path(__file__).parent.parent
TINY = read_layer(ROOT / "tests" / "tiny" / "content", "content")


def with_layer(**files: str) -> Handbook:
    """The tiny handbook with a layer over it; keys are paths with __ for / and _yml for .yml."""
    made = tuple(
        File(name.replace("__", "/").replace("_yml", ".yml"), f"my-circle/{name}", text.encode())
        for name, text in files.items()
    )
    return load_handbook([TINY, Layer("my-circle", made)])


@pytest.fixture(scope="module")
def real() -> Handbook:
    return load_handbook([read_layer(ROOT / "content", "content")])


@pytest.fixture(scope="module")
def all_templates() -> templates.Templates:
    return templates.read_templates(ROOT / "templates")


@pytest.fixture(scope="module")
def made(real: Handbook, all_templates: templates.Templates) -> Site:
    return site.build_site(real, all_templates, paper=False)


def in_nav(entries: tuple[str | Section, ...]) -> list[str]:
    return [path for entry in entries for path in ([entry] if isinstance(entry, str) else in_nav(entry.entries))]


def test_no_two_things_have_one_address(made: Site) -> None:
    paths = [addresses.html_path(page.path) for page in made.pages] + [asset.path for asset in made.assets]
    assert len(paths) == len({path.lower() for path in paths}) > 200


def test_every_page_is_in_the_navigation_once(made: Site) -> None:
    listed = in_nav(made.nav)
    held = [page.path for page in made.pages if page.path.endswith("/hold.md")]
    assert len(held) == len([path for path in listed if path.startswith("sessions/")])
    assert sorted([*listed, *held]) == sorted(page.path for page in made.pages)


def test_everything_of_a_kind_with_pages_has_one(real: Handbook, made: Site) -> None:
    pages = {page.path for page in made.pages}
    for kind in KINDS_WITH_PAGE:
        ids = real.records(kind)
        assert ids, kind
        assert {addresses.link_path(real, kind, id) for id in ids} <= pages


def test_every_page_that_prose_can_name_is_there(made: Site) -> None:
    assert set(addresses.NAMED_PAGES.values()) <= {page.path for page in made.pages}


def test_sections_of_the_navigation_stay_small(made: Site) -> None:
    def widest(entries: tuple[str | Section, ...]) -> int:
        inner = [widest(entry.entries) for entry in entries if isinstance(entry, Section)]
        return max([len(entries), *inner])

    assert widest(made.nav) <= 60


def test_every_caution_is_on_the_page_of_its_exercise_and_of_every_session_that_uses_it(
    real: Handbook, made: Site
) -> None:
    pages = {page.path: page.text for page in made.pages}
    looked = 0
    for plan in derive.plan_sessions(real).values():
        page = pages[addresses.page_path("session", plan.session.id)]
        for exercise in plan.exercises:
            own = pages[addresses.page_path("exercise", exercise.id, exercise.family)]
            for text in derive.list_cautions(real, exercise):
                begins = text.source.strip().split("\n")[0][:60].split("[")[0].split("*")[0].rstrip()
                first = markdown.escape_markdown(curve_apostrophes(begins, "en"))
                assert first in page, f"{plan.session.id} lacks a caution of {exercise.id}"
                assert first in own, f"{exercise.id} lacks its own caution"
                looked += 1
    assert looked > 150


def test_pages_that_need_it_say_where_to_get_help(made: Site) -> None:
    needy = ("sessions/", "exercises/", "formats/", "chapters/", "questionnaires/", "handouts/")
    sentence = "Call your local emergency number and stay with the person"
    pages = [page for page in made.pages if page.path.startswith(needy)]
    without = [page.path for page in pages if sentence not in page.text]
    assert len(pages) > 150
    assert set(without) <= {"formats/index.md", "handouts/index.md"}


def test_help_that_the_circle_has_set_takes_the_place_of_the_sentence(all_templates: templates.Templates) -> None:
    book = with_layer(circle_yml="urgent_help:\n  - {name: Night desk, phone: '555 0100'}\n")
    text = next(
        page.text for page in site.build_site(book, all_templates, paper=False).pages if "sessions/" in page.path
    )
    assert "Night desk: **555 0100**" in text
    assert "local emergency number" not in text


def test_dates_and_place_are_not_published_unless_the_circle_says_so(all_templates: templates.Templates) -> None:
    private = "first_meeting: 2031-03-04\nplace: Behind the blue door\ntime: '18:45'\n"
    for publish, expected in (("false", False), ("true", True)):
        book = with_layer(circle_yml=f"{private}publish_meetings: {publish}\n")
        made = site.build_site(book, all_templates, paper=False)
        everything = "\n".join([page.text for page in made.pages] + [asset.data.decode() for asset in made.assets])
        assert ("4 March 2031" in everything) is expected
        assert ("Behind the blue door" in everything) is expected


def test_edit_links_lead_to_the_file_of_the_highest_layer(all_templates: templates.Templates) -> None:
    theme = "themes__being-seen_yml"
    id = next(iter(load_handbook([TINY]).themes))
    theme = f"themes__{id}_yml"
    book = with_layer(**{"circle_yml": "repository: https://github.com/us/handbook\n", theme: "title: Ours\n"})
    pages = {page.path: page for page in site.build_site(book, all_templates, paper=False).pages}
    assert pages[f"themes/{id}.md"].source == f"my-circle/{theme}"
    assert f"https://github.com/us/handbook/edit/main/my-circle/{theme}" in pages[f"themes/{id}.md"].text
    other = next(page for path, page in pages.items() if path.startswith("sessions/"))
    assert "https://github.com/us/handbook/edit/main/content/sessions/" in other.text


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/f.yml"),
        ("https://github.com/a/b.git", "https://github.com/a/b/edit/main/f.yml"),
        ("https://gitlab.com/a/b/", "https://gitlab.com/a/b/-/edit/main/f.yml"),
        ("https://gitlab.example.org/a/b", "https://gitlab.example.org/a/b/-/edit/main/f.yml"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/f.yml"),
        ("https://gitea.example.org/a/b", "https://gitea.example.org/a/b/_edit/main/f.yml"),
        ("https://github.com/a/b/tree/main", "https://github.com/a/b/edit/main/f.yml"),
        ("https://github.com/a/b/tree/ward-3/my-circle", "https://github.com/a/b/edit/ward-3/f.yml"),
        ("https://gitlab.com/a/b/-/tree/ours/", "https://gitlab.com/a/b/-/edit/ours/f.yml"),
        ("https://codeberg.org/a/b/src/branch/ours", "https://codeberg.org/a/b/_edit/ours/f.yml"),
        ("https://bitbucket.org/a/b", ""),
        ("https://dev.azure.com/o/p/_git/h", ""),
        ("https://git.sr.ht/~me/h", ""),
        ("", ""),
    ],
)
def test_each_forge_has_its_own_edit_address(repository: str, expected: str) -> None:
    assert addresses.edit_url(repository, "f.yml") == expected


@pytest.mark.parametrize(
    "repository, expected",
    [
        (
            "https://github.com/ours/book",
            "https://github.com/ours/book/new/main/{folder}?filename={name}&value={text}",
        ),
        (
            "https://github.com/ours/book/tree/spring",
            "https://github.com/ours/book/new/spring/{folder}?filename={name}&value={text}",
        ),
        ("https://gitlab.com/ours/book", "https://gitlab.com/ours/book/-/new/main/{folder}?file_name={name}"),
        (
            "https://codeberg.org/ours/book",
            "https://codeberg.org/ours/book/_new/main/{folder}?filename={name}&value={text}",
        ),
        ("https://example.org/ours/book", ""),
        (None, ""),
    ],
)
def test_a_new_file_can_be_written_where_the_forge_is_known(repository: str | None, expected: str) -> None:
    assert addresses.new_file_form(repository) == expected


def test_an_old_id_still_leads_to_the_page(all_templates: templates.Templates) -> None:
    id = next(iter(load_handbook([TINY]).themes))
    book = with_layer(**{f"themes__{id}_yml": "was: [older-name]\n"})
    assets = {asset.path: asset.data.decode() for asset in site.build_site(book, all_templates, paper=False).assets}
    assert f"url={id}.html" in assets["themes/older-name.html"]


def test_an_exercise_that_moved_to_another_family_keeps_its_old_address(all_templates: templates.Templates) -> None:
    book = with_layer(**{"exercises__fairness__fact-reading-feeling_yml": "was: [values/fact-reading-feeling]\n"})
    assets = {asset.path: asset.data.decode() for asset in site.build_site(book, all_templates, paper=False).assets}
    redirect = html.unescape(assets["exercises/values/fact-reading-feeling.html"])
    assert "url=../fairness/fact-reading-feeling.html" in redirect


def test_the_data_file_holds_the_whole_handbook(real: Handbook, made: Site) -> None:
    data = json.loads(next(asset.data for asset in made.assets if asset.path == "handbook.json"))
    assert data["exercises"]["two-column-test"]["steps"][0]["minutes"] >= 1
    assert set(data["sessions"]) == set(real.sessions)
    assert set(data["chapters"]) == set(real.chapters)
    assert "first_meeting" not in data["circle"]


def test_words_choose_their_form_by_number() -> None:
    words = Translations("en", {"a": {"one": "{n} step", "other": "{n} steps"}, "b": "plain"})
    assert [words("a", n=1), words("a", n=0), words("b")] == ["1 step", "0 steps", "plain"]
    with pytest.raises(MissingTranslation):
        words("c")


def test_a_template_cannot_forget_to_escape(all_templates: templates.Templates) -> None:
    from generator.pages.render import make_jinja_environment

    made = make_jinja_environment({"t": "{{ x }} {{ y }}"}, all_templates.words["en"].translations)
    assert made.get_template("t").render(x="<b>*", y=Markup("<i>")) == "&#60;b&#62;&#42; <i>"


def test_building_twice_gives_the_same_value(real: Handbook, all_templates: templates.Templates, made: Site) -> None:
    assert site.build_site(real, all_templates, paper=False) == made


def test_a_check_makes_the_same_pages_and_names_the_same_files(
    real: Handbook, all_templates: templates.Templates, made: Site
) -> None:
    checked = site.build_site(real, all_templates, paper=False, check=True)
    assert checked.pages == made.pages
    assert [asset.path for asset in checked.assets] == [asset.path for asset in made.assets]
    empty = [asset.path for asset in checked.assets if not asset.data]
    assert empty == [addresses.DATA, addresses.SEARCH_INDEX]


def test_a_check_misses_the_words_of_the_search(real: Handbook, all_templates: templates.Templates) -> None:
    english = all_templates.words["en"]
    key = english.tree.key_of("search")
    search = english.tree.value_of("search")
    assert key and isinstance(search, Mapping) and search.value_of("also")
    tree = replace(english.tree, items=(*english.tree.without("search").items, (key, search.without("also"))))
    without = replace(all_templates, words={"en": replace(english, tree=tree)})
    with pytest.raises(MissingTranslation) as fault:
        site.build_site(real, without, paper=False, check=True)
    assert '"search.also.' in fault.value.problems[0].message


def test_a_preview_offers_single_things_on_the_circles_paper_only_and_makes_them(
    all_templates: templates.Templates,
) -> None:
    book = load_handbook([TINY])
    made = site.build_site(book, all_templates, preview=True)
    paper = {asset.path for asset in made.assets if asset.path.startswith("printables/")}
    assert {path.split("/")[1] for path in paper} == {"a4"}
    assert {path.split("/")[2] for path in paper} >= {"sessions", "cards", "handouts", "posters"}
    linked = {way for page in made.pages for way in re.findall(r"printables/[a-z0-9/-]+\.(?:pdf|png)", page.text)}
    assert linked == paper
