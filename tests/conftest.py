"""What every test starts from: property tests that try the same inputs each time, and no file left behind by them."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "handbook",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("handbook")
