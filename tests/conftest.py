"""What the test files share: the built site, and the worst case of each function, printed at the end."""

import os
import time

import pytest
from building import PUBLISHED, ROOT, run

collect_ignore = ["benchmark.py", "benchmark_build.py"]  # commands, with requirements of their own

WORST: dict[str, float] = {}
NO_SITE = "the site does not build: test_the_site_builds says why"


def built_once(factory, name, **environment):
    """The site's folder, and what was told where it does not build. The first test that asks builds it for all."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = base / name, base / f"{name}.txt"
    try:
        (base / f"{name}.lock").mkdir()
    except FileExistsError:  # another worker builds it
        while not told.exists():
            time.sleep(0.1)
    else:
        done = run(ROOT, "mkdocs", "build", "-d", str(folder / "xent"), **environment)
        good = done.returncode == 0 and "WARNING" not in done.stdout
        part = told.with_suffix(".part")
        part.write_text("" if good else done.stdout, encoding="utf-8")
        part.rename(told)
    return folder / "xent", told.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """The site and what was told while it was built."""
    return built_once(tmp_path_factory, "site", SITE_URL="", REPO_URL="", SOURCE_DATE_EPOCH="1700000000")


@pytest.fixture(scope="session")
def site(build):
    """The built site. Where it does not build, one test fails, and those that need it are skipped."""
    folder, told = build
    if told:
        pytest.skip(NO_SITE)
    return folder


@pytest.fixture(scope="session")
def published(site, tmp_path_factory):
    """The site with the addresses that a publisher gives it."""
    folder, told = built_once(tmp_path_factory, "www", **PUBLISHED)
    assert not told
    return folder


@pytest.fixture
def report(record_property):
    """Keep a function's worst error, in units in the last place."""

    def keep(name: str, error: float) -> float:
        record_property(f"ulps of {name}", error)
        return error

    return keep


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """All that a site which does not build has skipped is one line of the summary."""
    report = yield
    if report.skipped and NO_SITE in str(report.longrepr):
        report.longrepr = (__file__, None, NO_SITE)
    return report


def pytest_runtest_logreport(report):
    for name, error in report.user_properties if report.when == "call" else ():
        WORST[name] = max(error, WORST.get(name, 0.0))


def pytest_terminal_summary(terminalreporter):
    if WORST:
        terminalreporter.section("worst error against 350 digits, in units in the last place")
        for name in sorted(WORST):
            terminalreporter.write_line(f"{name.removeprefix('ulps of '):34} {WORST[name]:.2f}")
