"""A session held from its page, in a real browser: a whole evening, from a folder, with a phone that sleeps.

Needs Chromium. Where there is none the tests say SKIPPED; with REQUIRE_BROWSER=1 they fail instead.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from browsing import Watched, publish_tiny
from playwright.sync_api import Browser, Page

SIX = datetime(2027, 1, 12, 18, tzinfo=UTC)
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
KEPT = "localStorage.getItem('handbook-hold')"
EVENING = [
    "Arriving",
    "The exercise",
    *(f"Fact, reading, feeling: step {number} of 3" for number in (1, 2, 3)),
    "Questions for afterwards: Fact, reading, feeling",
    "Stepping out",
    "Closing",
    "To carry home",
]
# counts the sounds that a page makes
SOUNDS = """() => { window.sounds = 0; window.AudioContext = class {
  currentTime = 0; state = "running"; destination = {};
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to) => to } }
  createOscillator() { return { frequency: {}, connect: (to) => to, start() { window.sounds += 1 }, stop() {} } }
} }"""
SWIPE = """(across) => {
  const root = document.querySelector(".hb-hold");
  const touch = (x) => new Touch({ identifier: 1, target: root, clientX: x, clientY: 300 });
  const send = (name, touches, changedTouches) => {
    root.dispatchEvent(new TouchEvent(name, { bubbles: true, touches, changedTouches }));
  };
  send("touchstart", [touch(180)], [touch(180)]);
  send("touchend", [], [touch(180 + across)]);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = publish_tiny(tmp_path_factory.mktemp("held") / "site")
    return (site / "sessions/opening/hold.html").as_uri()


@pytest.fixture(params=[360, 1280])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    watched = Watched(browser, width=request.param, scheme="dark")
    watched.page.clock.install(time=SIX)
    watched.page.goto(address)
    yield watched.page
    assert (watched.foreign, watched.complaints) == ([], [])
    watched.close()


def shown(page: Page) -> str:
    return page.locator(".hb-hold-view:visible :is(h1, h2, h3)").first.inner_text()


def sleep(page: Page, minutes: int) -> None:
    """Lets time pass as on a phone that sleeps: no step of the clock runs in between."""
    page.clock.fast_forward(minutes * 60_000)


def clock(minutes: int) -> str:
    return f"{(SIX + timedelta(minutes=minutes)).astimezone():%H:%M}"


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def times(page: Page) -> list[str]:
    return [" ".join(row.split()) for row in page.locator(".hb-hold-times li").all_inner_texts()]


def test_a_whole_evening_with_a_reload_and_a_phone_that_sleeps(page: Page) -> None:
    press(page, "Start the evening")
    seen = [shown(page)]
    assert page.locator(".hb-hold-place").inner_text() == f"Part 1 of 4 · until {clock(5)}"
    sleep(page, 5)
    press(page, "Next")
    seen.append(shown(page))
    sleep(page, 7)
    page.reload()
    assert shown(page) == seen[-1]
    assert page.locator(".hb-hold-place").inner_text() == f"Part 2 of 4 · until {clock(20)}"
    assert page.locator("[role=timer]").inner_text() == "7 min"
    assert page.locator(".hb-hold-since").inner_text() == "0:12 since the start"
    while page.get_by_role("button", name="Next", exact=True).is_enabled():
        press(page, "Next")
        seen.append(shown(page))
        assert page.evaluate("document.activeElement.textContent") == seen[-1]
        assert page.evaluate("document.documentElement.scrollWidth === innerWidth")
        sleep(page, 2)
    assert seen == EVENING
    press(page, "End the evening")
    assert shown(page).endswith("The first evening")
    assert page.evaluate(KEPT) is None


def test_what_is_left_is_a_shape_that_empties_and_never_a_warning(page: Page) -> None:
    press(page, "Start the evening")
    left = "getComputedStyle(document.querySelector('.hb-hold-ring')).getPropertyValue('--left')"
    sleep(page, 4)
    assert float(page.evaluate(left)) == pytest.approx(0.2, abs=0.05)
    before = page.locator("[role=timer]").evaluate("timer => getComputedStyle(timer).color")
    sleep(page, 6)
    assert float(page.evaluate(left)) == 0
    assert page.locator("[role=timer]").inner_text() == "10 min"
    assert page.locator("[role=timer]").evaluate("timer => getComputedStyle(timer).color") == before


def test_a_late_start_shortens_what_may_be_shortened_and_nothing_else(page: Page) -> None:
    press(page, "Start the evening", "Time", "10 min")
    assert page.locator(".hb-hold-answer").inner_text() == "10 min saved."
    whole = [f"{clock(0)} Arriving 5 min", f"{clock(5)} The exercise 5 min"]
    after = [f"{clock(10)} Stepping out 5 min", f"{clock(15)} Closing 5 min", f"{clock(20)} The end"]
    assert times(page) == [*whole, *after]
    press(page, "20 min")
    assert page.locator(".hb-hold-answer").inner_text().startswith("Only 5 min can be saved.")
    assert times(page)[1] == "The exercise left out"
    assert times(page)[2:] == [f"{clock(5)} Stepping out 5 min", f"{clock(10)} Closing 5 min", f"{clock(15)} The end"]
    press(page, "5 min")
    assert page.locator(".hb-hold-answer").inner_text().startswith("Nothing that is left may be shortened.")
    press(page, "Close", "Next")
    assert shown(page) == "Stepping out"
    press(page, "Back")
    assert shown(page) == "Arriving"
    press(page, "Time", "Give the minutes back", "Close", "Next")
    assert shown(page) == "The exercise"


def test_a_part_that_is_under_way_keeps_the_minutes_it_has_had(page: Page) -> None:
    press(page, "Start the evening", "Next")
    sleep(page, 9)
    press(page, "Time", "20 min")
    assert page.locator(".hb-hold-answer").inner_text().startswith(("Only 5 min", "Only 6 min"))
    assert times(page)[0].startswith(f"{clock(0)} The exercise")


def test_a_step_on_by_mistake_leaves_the_clocks_as_they_were(page: Page) -> None:
    press(page, "Start the evening")
    sleep(page, 3)
    press(page, "Next", "Back")
    sleep(page, 2)
    assert page.locator("[role=timer]").inner_text() == "5 min"
    press(page, "Next")
    assert page.locator("[role=timer]").inner_text() == "0 min"


def test_keys_and_swipes_move_on_but_not_behind_a_dialog(page: Page) -> None:
    press(page, "Start the evening")
    for key, expected in (("ArrowRight", EVENING[1]), (" ", EVENING[2]), ("ArrowLeft", EVENING[1])):
        page.keyboard.press(key)
        assert shown(page) == expected
    page.evaluate(SWIPE, -100)
    assert shown(page) == EVENING[2]
    page.evaluate(SWIPE, 100)
    assert shown(page) == EVENING[1]
    page.evaluate(SWIPE, 20)
    press(page, "In danger")
    assert "The night desk" in page.locator("dialog:visible").inner_text()
    page.keyboard.press("ArrowRight")
    assert shown(page) == EVENING[1]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "In danger"
    press(page, "If it gets hard")
    assert "Stop, and wait. Silence is allowed." in page.locator("dialog:visible").inner_text()


def test_a_bell_rings_once_at_the_end_of_a_part_and_only_if_asked(page: Page) -> None:
    page.evaluate(SOUNDS)
    press(page, "Start the evening")
    page.clock.run_for(301_000)
    assert page.evaluate("sounds") == 0
    press(page, "Next", "Time")
    page.get_by_label("A soft bell").check()
    press(page, "Close")
    page.clock.run_for(890_000)
    assert page.evaluate("sounds") == 0
    page.clock.run_for(30_000)
    assert page.evaluate("sounds") == 1


def test_nothing_is_kept_after_a_day_and_nothing_but_times_before(page: Page) -> None:
    press(page, "Start the evening")
    assert set(page.evaluate(f"Object.keys(JSON.parse({KEPT}))")) == {
        *("session", "started", "at", "begun", "cuts", "bell", "rung")
    }
    sleep(page, 25 * 60)
    page.reload()
    assert shown(page).endswith("The first evening")
    assert page.evaluate(KEPT) is None


def test_it_works_where_nothing_can_be_kept(browser: Browser, address: str) -> None:
    watched = Watched(browser, width=360)
    watched.page.add_init_script(REFUSED)
    watched.page.goto(address)
    press(watched.page, "Start the evening", "Next")
    assert shown(watched.page) == EVENING[1]
    assert watched.complaints == []
    watched.close()


def test_without_scripts_it_is_a_plain_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    headings = page.locator(".hb-hold-view :is(h2, h3)").all_inner_texts()
    assert [text.rstrip("¶") for text in headings] == EVENING
    assert page.get_by_text("Good to see you. One word each, or pass.").is_visible()
    assert page.get_by_text("The night desk").is_visible()
    assert not page.get_by_role("button").count()
    page.get_by_role("link", name="In danger").click()
    assert page.url.endswith("#hold-danger")
    context.close()


def test_a_session_leads_to_it_and_back(page: Page) -> None:
    page.get_by_role("link", name="Session").click()
    assert page.url.endswith("sessions/opening.html")
    page.get_by_role("link", name="Hold it").click()
    assert page.url.endswith("sessions/opening/hold.html")
