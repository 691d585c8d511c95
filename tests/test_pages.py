"""Each page by itself: what is executed on it is counted, and every output is held."""

import importlib
import random
import re
import subprocess
import sys
from html import unescape

import pytest
from building import PAGES, convert, text_of
from mkdocs.exceptions import BuildError

import xent
from xent.pages import fences
from xent.pages.reference import reference
from xent.pages.repair import repair

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

ids = [page.stem for page in PAGES]


def read(page):
    return list(fences.of_page(page))


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_builds_by_itself_and_shows_what_it_ran(page):
    html = convert(text_of(page))
    found = read(page)
    shown = html.count('class="highlight xent-executed"')
    transcripts_of_page = sum(fence.is_transcript for fence in found)
    assert shown == transcripts_of_page or (page.stem == "reference" and shown > transcripts_of_page)
    reasons = [f"<p>Not run: {fence.options['norun']}.</p>" for fence in found if "norun" in fence.options]
    assert all(html.count(reason) == reasons.count(reason) for reason in reasons)
    docstrings = len(xent.__all__) if page.stem == "reference" else 0
    assert html.count('<div class="xent-math"') == sum(fence.language == "math" for fence in found) + docstrings


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_what_is_copied_runs_in_a_plain_prompt(page):
    """All that the buttons of a page copy, in its order, into a fresh `python -i`, line by line."""
    executed = [fence for fence in read(page) if fence.is_transcript]
    # The button trims the end; who pastes presses Enter until the prompt is there.
    pasted = "".join(f"{fence.inputs.rstrip()}\n\n" for fence in executed)
    command = [sys.executable, "-i", "-q"]
    done = subprocess.run(command, input=pasted, capture_output=True, text=True, encoding="utf-8", check=False)
    wanted = [example for fence in executed for example in fence.examples]
    shown = "".join(
        example.want.replace("<BLANKLINE>", "") for example in wanted if not example.want.startswith("Traceback")
    )
    assert done.stdout == shown, f"what a plain prompt shows of what is copied from {page.name}: {done.stderr}"
    assert done.stderr.count("Traceback") == sum(example.want.startswith("Traceback") for example in wanted)
    assert "SyntaxError" not in done.stderr


def test_what_is_copied_of_an_example_of_the_reference_brings_its_imports():
    html = convert(text_of(next(page for page in PAGES if page.stem == "reference")))
    copied = [unescape(inputs) for inputs in re.findall('data-copy="([^"]*)"', html)]
    examples = [inputs for inputs in copied if "from xent import" in inputs]
    assert len(examples) == len(xent.__all__)
    for inputs in examples:
        exec(inputs, {})


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_output_is_compared(page):
    """One digit changed in every expected output at once: each is found, and repaired to what it was."""
    text = page.read_text(encoding="utf-8")
    lines, dice = text.split("\n"), random.Random(page.stem)
    changed = 0
    for fence in fences.read(lines):
        if fence.language != "pycon":
            continue
        for example in fence.examples:
            start = example.lineno - 1 + example.source.count("\n")
            rows = range(start, start + example.want.count("\n"))
            digits = [(row, m.start()) for row in rows for m in re.finditer(r"\d", lines[row])]
            if digits:
                row, column = dice.choice(digits)
                other = str((int(lines[row][column]) + 1) % 10)
                lines[row] = lines[row][:column] + other + lines[row][column + 1 :]
                changed += 1
    assert changed or not any(fence.is_transcript for fence in read(page))
    assert repair("\n".join(lines)) == text


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_has_a_title_and_a_description(page):
    front = page.read_text(encoding="utf-8").split("---\n", 2)[1]
    for name, least, most in (("title", 4, 70), ("description", 50, 170)):
        told = f"{page.name}: write «{name}: …» of {least} to {most} characters into the front matter"
        assert re.search(rf"^{name}: .{{{least},{most}}}$", front, re.MULTILINE), told


def test_a_fault_found_by_the_counts_is_told_of_its_own_page(tmp_path, monkeypatch):
    (tmp_path / "other.md").write_text('# Other\n\n```pycon exce="1"\n>>> 1\n1\n```\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = 'from pathlib import Path\nfrom xent.pages.fences import of_page\nprint(of_page(Path("other.md")))'
    block = f'```python exec="1"\n{code}\n```'
    with pytest.raises(BuildError, match=r"other\.md:3: the options of a pycon fence"):
        convert(block)


@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("lie", [">>> f(1)", "3"], ":6: the output differs: f(1)\n  expected: 3\n  got:      2"),
        ("false", ["```math", "H(p) = 0", "```", "", ">>> f(1)", "2"], ":7: this equation does not hold"),
        ("open", ["```math", "", ">>> f(1)", "2"], ":6: this fence is not closed"),
        ("wide", [f">>> f({'1' * 80})", "2"], ":6: this line does not fit a listing"),
    ],
)
def test_a_docstring_that_lies_is_told_with_its_line(tmp_path, monkeypatch, name, lines, told):
    head = ['"""A room."""', '__all__ = ["f"]', "def f(x):", '    """Twice x.', ""]
    text = [*head, *("    " + line for line in lines), '    """', "    return 2 * x", ""]
    (tmp_path / f"room_{name}.py").write_text("\n".join(text), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildError) as error:
        reference(importlib.import_module(f"room_{name}"))
    assert str(error.value).startswith(f"room_{name}.py{told}")
