"""What the test files share: the worst case of each function, printed at the end."""

import pytest

WORST = pytest.StashKey[dict[str, float]]()


def pytest_configure(config):
    config.stash[WORST] = {}


@pytest.fixture
def report(request):
    """Keep a function's worst error, in units in the last place."""

    def keep(name: str, error: float) -> float:
        seen = request.config.stash[WORST]
        seen[name] = max(error, seen.get(name, 0.0))
        return error

    return keep


def pytest_terminal_summary(terminalreporter, config):
    seen = config.stash[WORST]
    if seen:
        terminalreporter.section("worst error against 350 digits, in units in the last place")
        for name in sorted(seen):
            terminalreporter.write_line(f"{name:34} {seen[name]:.2f}")
