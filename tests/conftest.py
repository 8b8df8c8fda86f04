"""What every test starts from: property tests that try the same inputs each time, and no file left behind by them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import running
from browsing import Watched, started
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from generator.errors import BuildLocked
from generator.host.settings import MARKER
from generator.publish.lock import exclusive_lock

settings.register_profile(
    "handbook",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("handbook")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real handbook, built once as a reader of the README builds it, however many processes run tests."""
    alone = worker_id == "master"
    target = (tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent) / "built" / "site"
    target.parent.mkdir(exist_ok=True)
    while not (target / MARKER).is_file():
        try:
            with exclusive_lock(target.parent / "lock"):
                done = running.handbook("build", "--out", target, cwd=running.ROOT)
                assert done.returncode == 0, done.stdout + done.stderr
        except BuildLocked:
            # another process builds it
            time.sleep(0.5)
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one file."""
    with started() as made:
        yield made


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page on a phone, which asks no other host and of which the browser complains of nothing."""
    made = Watched(browser, width=360)
    yield made
    assert (made.foreign, made.complaints) == ([], [])
    made.close()
