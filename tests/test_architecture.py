"""The house: who may import whom, and what is public."""

import ast
import inspect
import re
import types

import pytest
from building import ROOT
from test_any_input import CALLS

import xent
from xent import information, losses, models, reductions, special
from xent.pages.equations.symbols import FUNCTIONS

FILES = sorted((ROOT / "xent").rglob("*.py"))
MATHEMATICS = [file for file in FILES if "pages" not in file.parts]


def imports(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("file", MATHEMATICS, ids=lambda file: file.stem)
def test_the_mathematics_needs_numpy_only(file):
    roots = {name.partition(".")[0] for name in imports(file)}
    assert roots <= {
        "__future__",
        "numpy",
        "xent",
        "math",
        "typing",
        "dataclasses",
        "collections",
        "contextvars",
        "textwrap",
    }
    assert not any(name.startswith("xent.pages") for name in imports(file))


@pytest.mark.parametrize(
    ("room", "may"),
    [
        ("_checks", set()),
        ("_numerics", {"_checks"}),
        ("special", {"_checks", "_numerics"}),
        ("information", {"_checks", "_numerics"}),
        ("models", {"_checks", "_numerics"}),
        ("losses", {"_checks", "_numerics"}),
        ("reductions", {"_checks"}),
    ],
)
def test_the_equals_sign_is_never_an_import(room, may):
    names = {
        name.removeprefix("xent.").partition(".")[0] for name in imports(ROOT / "xent" / f"{room}.py") if "xent" in name
    }
    assert names - {"xent"} <= may


def places(name):
    """Where a public name has to be, and whether it is there."""
    accuracy = ast.parse((ROOT / "tests" / "test_accuracy.py").read_text(encoding="utf-8"))
    reported = {node.value for node in ast.walk(accuracy) if isinstance(node, ast.Constant)}
    yield "xent.__all__, and imported in xent/__init__.py", name in xent.__all__ and hasattr(xent, name)
    yield "the table at the top of xent/__init__.py, once", xent.__doc__.count(f"`{name}`") == 1
    functions = {public for function in FUNCTIONS.values() for public in function.public.split()}
    by_domain = {"empirical_distribution"}  # which the domain empirical(x_i) calls
    yield "a function of equations, in xent/pages/equations/symbols.py", name in functions | by_domain
    yield "a test that reports its error, in tests/test_accuracy.py", name in reported
    yield "CALLS in tests/test_any_input.py", name in {call.split()[0].rstrip(",") for call in CALLS}


@pytest.mark.parametrize("room", [information, losses, models, reductions, special], ids=lambda room: room.__name__)
def test_a_public_name_is_everywhere(room):
    missing = [f"{name}: {place}" for name in room.__all__ for place, is_there in places(name) if not is_there]
    assert not missing, "\n".join(missing)


def test_nothing_else_is_public():
    public = {n for n, v in vars(xent).items() if not n.startswith("_") and not isinstance(v, types.ModuleType)}
    rooms = [name for room in (information, losses, models, reductions, special) for name in room.__all__]
    assert public <= {*rooms}
    assert xent.__all__ == sorted(xent.__all__)


@pytest.mark.parametrize("name", xent.__all__)
def test_a_docstring_says_formula_shapes_errors_source_and_example(name):
    doc = inspect.getdoc(getattr(xent, name))
    form = ""
    for part, pattern in {
        "one line": r"\S.*\n\n",
        "its formula, in a math fence": r"```math.*\n(.*\n)+?```\n\n",
        "Shapes: in a line, perhaps behind a paragraph": r"((.+\n)+\n)?Shapes: .*\n",
        "Errors:": r"Errors: (.+\n)+?",
        "Source: in a line, and an empty one": r"Source: .*\n\n",
        "an example": ">>> ",
    }.items():
        form += pattern
        assert re.match(form, doc), f"{name}: its docstring lacks here: {part}"


@pytest.mark.parametrize("name", xent.__all__)
def test_help_shows_a_signature_that_can_be_read(name):
    assert len(str(inspect.signature(getattr(xent, name)))) <= 110
