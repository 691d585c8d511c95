"""A page to take away: its transcripts as a Python file and as a notebook, with its headings and its equations."""

import ast
import doctest
import json
import os
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from xent.pages import fences, listings, transcripts
from xent.pages.engines import Place

Part: TypeAlias = str | list[doctest.Example]  # Markdown, or the inputs up to an output


def install() -> str:
    """How a reader gets the module: from the repository, where the site knows its address."""
    repository = os.environ.get("REPO_URL", "").rstrip("/")
    return f'pip install "xent @ git+{repository}"' if repository else "pip install -e ."


def how_to_install() -> str:
    """The same as a listing."""
    return listings.noted("sh", install(), "Not run: it needs the repository")


def written(place: Place, lines: Sequence[str], found: Sequence[fences.Fence]) -> str:
    """Write the files beside the page; the sentence that links to them."""
    page, name = [*parts(lines, found)], "xent_" + place.page.stem.replace("-", "_")
    place.beside.mkdir(parents=True, exist_ok=True)
    (place.beside / f"{name}.py").write_text(script(page), encoding="utf-8")
    (place.beside / f"{name}.ipynb").write_text(notebook(page), encoding="utf-8")
    return (
        f'Take the code of this page away: <a href="{place.way}{name}.py" download>a Python file</a> or '
        f'<a href="{place.way}{name}.ipynb" download>a notebook</a>.'
    )


def parts(lines: Sequence[str], found: Sequence[fences.Fence]) -> Iterator[Part]:
    """The page's headings, equations and transcripts in their order."""
    rest = 0
    for fence in found:
        yield from (line for line in lines[rest : fence.line - 1] if re.match("#+ ", line))
        rest = fence.last_line
        if fence.language == "math":
            yield fence.text if fence.text.startswith("\\begin{align}") else f"$$\n{fence.text}\n$$"
        elif fence.language == "pycon":
            yield from _cut(transcripts.read(fence.code, fence.line + 1))
    yield from (line for line in lines[rest:] if re.match("#+ ", line))


def _cut(examples: list[doctest.Example]) -> Iterator[list[doctest.Example]]:
    """The examples, cut behind each output: a notebook has one a cell."""
    start = 0
    for end, example in enumerate(examples, 1):
        if example.want or end == len(examples):
            yield examples[start:end]
            start = end


def script(page: Sequence[Part]) -> str:
    """The transcripts as a file that runs, each output below its input as a comment."""
    text = [f"# {install()}\n"]
    for part in page:
        if isinstance(part, list):
            text += [*map(_statement, part), ""]
        elif part.startswith("#"):
            text.append(f"# %% {part.lstrip('# ')}\n")
    return "\n".join(text)


def notebook(page: Sequence[Part]) -> str:
    """The same as a notebook of format 4.5, with the page's outputs."""
    get = [f"%{install()}"] if "git+" in install() else []
    cells = [_cell(0, "code", line, execution_count=None, outputs=[]) for line in get]
    for number, part in enumerate(page, 1):
        cells.append(_code(number, part) if isinstance(part, list) else _cell(number, "markdown", part))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, kind: str, source: str, **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source, **more}


def _code(number: int, inputs: list[doctest.Example]) -> dict[str, Any]:
    """A cell of the inputs up to an output, which is the last one's."""
    last, source = inputs[-1], "".join(example.source for example in inputs).rstrip()
    outputs: list[dict[str, Any]] = []
    tags: dict[str, Any] = {}
    if last.exc_msg:
        name, _, value = last.exc_msg.strip().partition(": ")
        outputs = [{"output_type": "error", "ename": name, "evalue": value, "traceback": [last.exc_msg.strip()]}]
        tags = {"metadata": {"tags": ["raises-exception"]}}  # the cells behind it run all the same
    elif last.want and _is_value(last):
        data = {"text/plain": _output(last).rstrip("\n")}
        outputs = [{"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": data}]
    elif last.want:
        outputs = [{"output_type": "stream", "name": "stdout", "text": _output(last)}]
    return _cell(number, "code", source, execution_count=number, outputs=outputs) | tags


def _statement(example: doctest.Example) -> str:
    """An input as a script has it: a value is printed, an exception that the page shows is too."""
    source = example.source.rstrip()
    if example.exc_msg:
        source = f"try:\n{textwrap.indent(source, '    ')}\nexcept Exception as error:\n"
        source += '    print(f"{type(error).__name__}: {error}")'
    elif example.want and _is_value(example):
        source = f"_ = {source}\nprint(repr(_))"
    return "\n".join([source, *(f"# {line}".rstrip() for line in _output(example).splitlines())])


def _output(example: doctest.Example) -> str:
    return (example.exc_msg or example.want).replace("<BLANKLINE>", "")


def _is_value(example: doctest.Example) -> bool:
    """Whether the output is an expression's value, not what was printed."""
    last = ast.parse(example.source).body[-1]
    return isinstance(last, ast.Expr) and not ast.unparse(last).startswith("print(")
