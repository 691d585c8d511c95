"""The site's build: cold, after an edit, tenfold; beside MkDocs alone and Jupyter Book, which check nothing.

In an environment with Jupyter Book: python tests/benchmark_build.py (CONTRIBUTING.md has the whole command).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from building import PAGES, ROOT, project, text_of

ROUNDS = 5


def site(folder: Path, copies: int) -> Path:
    """All pages and what they need, once or in as many folders."""
    project(folder)
    for copy in range(copies):
        to = folder / "docs" / (f"copy{copy}" if copy else "")
        shutil.copytree(ROOT / "docs", to, ignore=shutil.ignore_patterns("overrides"), dirs_exist_ok=True)
    return folder


def plain(folder: Path) -> Path:
    """The same pages for MkDocs as it comes: equations are text, code is shown, nothing is run."""
    site(folder, 1)
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    ours = "  - xent.pages # executes the fences, sets the formulas\n"
    assert ours in settings
    settings = settings.replace(ours, "  - pymdownx.superfences\n").replace("strict: true", "strict: false")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for page in (folder / "docs").glob("*.md"):
        text = re.sub(r"^( *```)(\w+).*$", r"\1\2", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        page.write_text(text.replace("```math", "```tex"), encoding="utf-8")
    return folder


IN_ONE_PROCESS = """
import sys, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
for edited in ("", "docs/nll.md", "xent/losses.py"):
    if edited:
        with open(edited, "a") as file:
            file.write("\\n# One more line\\n")
    start = time.perf_counter()
    build(load_config())
    print(time.perf_counter() - start)
"""


def served(folder: Path) -> list[float]:
    """What `mkdocs serve` takes in one process: the first build, after an edit to a page, after one to the module."""
    shutil.copytree(ROOT / "xent", folder / "xent", dirs_exist_ok=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", IN_ONE_PROCESS]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.splitlines()[-3:]]


def book(folder: Path) -> Path:
    """The same pages for Jupyter Book: equations are set, code is shown, nothing is run."""
    folder.mkdir()
    for page in PAGES:
        text = re.sub(r"^( *)```math.*$", r"\1```{math}", text_of(page), flags=re.MULTILINE)
        text = re.sub(r"^( *)```(pycon|python).*$", r"\1```python", text, flags=re.MULTILINE)
        (folder / page.name).write_text(text, encoding="utf-8")
    names = "".join(f"- file: {page.stem}\n" for page in PAGES if page.stem != "index")
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{names}")
    (folder / "_config.yml").write_text(
        "execute: {execute_notebooks: 'off'}\n"
        "parse: {myst_enable_extensions: [attrs_block, dollarmath]}\n"
        "sphinx: {config: {myst_heading_anchors: 4}}\n"
    )
    return folder


def seconds(folder: Path, output: str, *command: str) -> float:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    script = Path(sys.executable).with_name(command[0])
    made = [folder / output / name for name in ("nll.html", "nll/index.html")]
    for page in made:
        page.unlink(missing_ok=True)
    start = time.perf_counter()
    done = subprocess.run(
        [script, *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    assert any(page.exists() for page in made)
    return taken


def cold(folder: Path, output: str, *command: str) -> Callable[[], float]:
    def once() -> float:
        shutil.rmtree(folder / output.partition("/")[0], ignore_errors=True)
        return seconds(folder, output, *command)

    return once


def edited(folder: Path, page: str, output: str, *command: str) -> Callable[[], float]:
    def once() -> float:
        with (folder / page).open("a", encoding="utf-8") as text:
            text.write("\nOne more sentence.\n")
        return seconds(folder, output, *command)

    return once


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        for name in ("site", "plain", "tenfold", *(f"served{turn}" for turn in range(ROUNDS))):
            (home / name).mkdir()
        ours, tenfold, theirs = site(home / "site", 1), site(home / "tenfold", 10), book(home / "book")
        build, rival = ("site", "mkdocs", "build", "-q"), ("_build/html", "jupyter-book", "build", "-q", ".")
        runs = {
            "xent, cold": cold(ours, *build),
            "MkDocs, nothing run, cold": cold(plain(home / "plain"), *build),
            "Jupyter Book, cold": cold(theirs, *rival),
            "xent, after one edit": edited(ours, "docs/nll.md", *build),
            "Jupyter Book, after one edit": edited(theirs, "nll.md", *rival),
            "xent, ten times the pages": cold(tenfold, *build),
        }
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(ROUNDS):
            for name, once in runs.items():
                best[name] = min(best[name], once())
        live = [served(site(home / f"served{turn}", 1)) for turn in range(ROUNDS)]
    print(f"{len(PAGES)} pages, Python {sys.version.split()[0]}, best of {ROUNDS}")
    for name, value in best.items():
        print(f"{name:30} {value:6.2f} s, {value / best['xent, cold']:5.2f} times the cold build")
    names = ("first build", "after an edit to a page", "after an edit to the module")
    for name, values in zip(names, zip(*live, strict=True), strict=True):
        print(f"{'served, ' + name:30} {min(values):6.2f} s")


if __name__ == "__main__":
    main()
