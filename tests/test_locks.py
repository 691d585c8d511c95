"""The locks: complete, equal where they overlap, and for every Python from 3.11.0 on."""

import re
import tomllib
from importlib.metadata import distribution

import pytest
from building import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "-e ."
    return {line.partition("==")[0]: line for line in lines[1:]}


SITE, TESTS = pins("requirements.txt"), pins("tests/requirements.txt")


def test_every_line_is_one_version_for_every_python():
    for line in TESTS.values():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .*)?", line), line
        assert "python_full_version" not in line
        assert "python_version" not in line


def test_the_tests_lock_holds_the_sites():
    assert {name: TESTS.get(name) for name in SITE} == SITE


def test_the_direct_dependencies_are_locked_in_their_ranges():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in ((SITE, project["dependencies"] + extras["site"]), (TESTS, extras["test"])):
        for requirement in map(Requirement, wanted):
            version = lock[requirement.name.lower()].partition("==")[2].partition(" ")[0]
            assert version in requirement.specifier, requirement


@pytest.mark.parametrize("python", ["3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0"])
def test_every_version_can_be_had(python):
    for name, line in TESTS.items():
        if " ; " not in line:  # another system's
            wanted = distribution(name).metadata.get("Requires-Python")
            assert wanted is None or python in SpecifierSet(wanted), (name, wanted)


def test_what_is_installed_is_what_is_locked():
    for name, line in TESTS.items():
        if " ; " not in line:
            assert line == f"{name}=={distribution(name).version}"
