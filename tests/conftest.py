"""What every test starts from: property tests that try the same inputs each time, and no file left behind by them."""

from pathlib import Path

import pytest
import running
from hypothesis import HealthCheck, settings

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
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook, built once as a reader of the README builds it."""
    target = tmp_path_factory.mktemp("built") / "site"
    done = running.handbook("build", "--out", target, cwd=running.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return target
