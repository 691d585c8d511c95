"""What the test files share: the worst case of each function, printed at the end."""

import pytest

collect_ignore = ["benchmark.py"]  # it needs torch, and is a command

WORST: dict[str, float] = {}


@pytest.fixture
def report(record_property):
    """Keep a function's worst error, in units in the last place."""

    def keep(name: str, error: float) -> float:
        record_property(f"ulps of {name}", error)
        return error

    return keep


def pytest_runtest_logreport(report):
    for name, error in report.user_properties if report.when == "call" else ():
        WORST[name] = max(error, WORST.get(name, 0.0))


def pytest_terminal_summary(terminalreporter):
    if WORST:
        terminalreporter.section("worst error against 350 digits, in units in the last place")
        for name in sorted(WORST):
            terminalreporter.write_line(f"{name.removeprefix('ulps of '):34} {WORST[name]:.2f}")
