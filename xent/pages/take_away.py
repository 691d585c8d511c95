"""A page to take away: its transcripts and headings as a Python file and as a notebook, there with its equations."""

import ast
import doctest
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from xent.pages import fences, pieces
from xent.pages.faults import Fault
from xent.pages.fences import TRACEBACK

Part = str | list[doctest.Example]  # Markdown, or the inputs up to an output

_HELP = """from sys import displayhook  # shows a value as a prompt does
from traceback import format_exception_only
"""
_TRY = """try:
    {0}
except BaseException as _error:
    print(*format_exception_only(_error), sep="", end="")
"""


def install() -> str:
    """How a reader gets the module: from the repository, where the site knows its address."""
    repository = os.environ.get("REPO_URL", "").rstrip("/")
    return f'pip install "xent @ git+{repository}"' if repository else "pip install -e ."


def how_to_install() -> str:
    """The same as a listing."""
    return pieces.noted("sh", install(), "Not run: it needs the repository")


def end(page: Path, beside: Path, way: str, whole: Iterable[fences.Part]) -> str:
    """What stands at a page's end: the links to its code, and its last change."""
    said = " ".join(filter(None, [written(page, beside, way, whole), last_changed(page)]))
    return pieces.piece(f'<p class="xent-end" data-search-exclude>{said}</p>') if said else ""


def last_changed(page: Path) -> str:
    """When its last commit was; "" where there is none, or the history was cut off there."""
    command = ["git", "log", "-1", "--format=%cs%d", "--", page.name]
    try:
        done = subprocess.run(command, cwd=page.parent, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:  # no git here
        return ""
    day, _, names = done.stdout.strip().partition(" ")
    return f"Last changed on {day}." if day and not names.startswith("(grafted") else ""


def written(page: Path, beside: Path, way: str, whole: Iterable[fences.Part]) -> str:
    """Write the files beside the built page; the sentence that links to them, "" where there is no transcript."""
    parts, name = [*taken(whole)], f"xent_{page.stem}"
    if not any(isinstance(part, list) for part in parts):
        return ""
    beside.mkdir(parents=True, exist_ok=True)
    links = []
    for file, form, said in ((f"{name}.py", script, "a Python file"), (f"{name}.ipynb", notebook, "a notebook")):
        (beside / file).write_text(form(parts), encoding="utf-8", newline="\n")
        links.append(f'<a href="{way}{file}" download>{said}</a>')
    return f"Take the code of this page away: {' or '.join(links)}."


def taken(whole: Iterable[fences.Part]) -> Iterator[Part]:
    """The page's headings, equations and transcripts in their order."""
    for _, above, fence in whole:
        yield from (line for line in above if re.match("#+ ", line))
        if fence and fence.language == "math":
            yield fence.text if fence.text.startswith("\\begin{align}") else f"$$\n{fence.text}\n$$"
        elif fence and fence.is_transcript:
            cell: list[doctest.Example] = []
            for example in fence.examples:
                cell.append(example)
                if example.want or example is fence.examples[-1]:  # a notebook has one output a cell
                    yield cell
                    cell = []


def script(page: Sequence[Part]) -> str:
    """The transcripts as a file that runs, each output below its input as a comment."""
    text = [f"# {install()}", _HELP]
    for part in page:
        if isinstance(part, list):
            text.append("".join(map(_statement, part)))
        elif part.startswith("#"):
            text.append(f"# %% {part.lstrip('# ')}\n")
    return "\n".join(text)


def notebook(page: Sequence[Part]) -> str:
    """The same as a notebook of format 4.4, which asks for no names of cells, with the page's outputs."""
    cells = [_cell("code", f"%{install()}", execution_count=None, outputs=[])] if "git+" in install() else []
    cells += [_code(part) if isinstance(part, list) else _cell("markdown", part) for part in page]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, source: str, **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def _code(inputs: list[doctest.Example]) -> dict[str, Any]:
    """A cell of the inputs up to an output, which is the last one's."""
    cell = _cell("code", "".join(example.source for example in inputs).rstrip(), execution_count=None, outputs=[])
    last, output = inputs[-1], _output(inputs[-1])
    if last.want.startswith(TRACEBACK):
        name, _, value = output.strip().partition(": ")
        cell["outputs"] = [{"output_type": "error", "ename": name, "evalue": value, "traceback": [output.strip()]}]
        cell["metadata"] = {"tags": ["raises-exception"]}  # the cells behind it run all the same
    elif _value(last):
        data = {"text/plain": output.rstrip("\n")}
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}]
    elif last.want:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": output}]
    return cell


def _statement(example: doctest.Example) -> str:
    """An input as a script has it: a value is shown, an exception of the page is caught and told."""
    source, value = example.source, _value(example)
    if value:
        source = f"displayhook({value}){source.removeprefix(value)}"
    if example.want.startswith(TRACEBACK):
        source = _TRY.format(source.rstrip())
    return source + "".join(f"# {line}".rstrip() + "\n" for line in _output(example).splitlines())


def _value(example: doctest.Example) -> str:
    """The expression whose value the input shows; "" where there is none. Fault: a file cannot show the same."""
    source, tree = example.source, ast.parse(example.source)
    if "Traceback (most recent call last):" in example.want:
        if not example.want.startswith(TRACEBACK) or "\n" in source.rstrip():
            raise Fault(example.lineno, "an exception is taken away alone", "one line that prints nothing", source)
        return ""
    values = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    shown = [node for node in values if not ast.dump(node.value).startswith("Call(func=Name(id='print'")]
    if not example.want or not shown:
        return ""
    if shown != tree.body or isinstance(shown[0].value, ast.Tuple):
        raise Fault(example.lineno, "only the value of a whole input is taken away", "print(…)", source)
    return ast.get_source_segment(source, shown[0]) or ""


def _output(example: doctest.Example) -> str:
    """As it is printed; of an exception what stands behind its frames."""
    return example.want.removeprefix(TRACEBACK).replace("<BLANKLINE>", "")
