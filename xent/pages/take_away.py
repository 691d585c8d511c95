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
from xent.pages.faults import Fault

Part: TypeAlias = str | list[doctest.Example]  # Markdown, or the inputs up to an output

_HELP = """from sys import displayhook  # shows a value as a prompt does
from traceback import format_exception_only
"""
_TRY = """try:
{0}
except Exception as error:
    print(*format_exception_only(error), end="")
"""


def install() -> str:
    """How a reader gets the module: from the repository, where the site knows its address."""
    repository = os.environ.get("REPO_URL", "").rstrip("/")
    return f'pip install "xent @ git+{repository}"' if repository else "pip install -e ."


def how_to_install() -> str:
    """The same as a listing."""
    return listings.noted("sh", install(), "Not run: it needs the repository")


def written(place: Place, lines: Sequence[str]) -> str:
    """Write the files beside the page; the sentence that links to them."""
    page, name = [*parts(lines)], f"xent_{place.page.stem}"
    place.beside.mkdir(parents=True, exist_ok=True)
    for suffix, text in ((".py", script(page)), (".ipynb", notebook(page))):
        if place.page.with_name(name + suffix).exists():
            raise Fault(1, "a file has the name of the page's code", "another name", name + suffix)
        (place.beside / (name + suffix)).write_text(text, encoding="utf-8", newline="\n")
    return (
        f'Take the code of this page away: <a href="{place.way}{name}.py" download>a Python file</a> or '
        f'<a href="{place.way}{name}.ipynb" download>a notebook</a>.'
    )


def parts(lines: Sequence[str]) -> Iterator[Part]:
    """The page's headings, equations and transcripts in their order."""
    for _, above, fence in fences.parts(lines):
        yield from (re.sub(r"\s*\{.*\}$", "", line) for line in above if re.match("#+ ", line))
        if fence and fence.language == "math":
            yield fence.text if fence.text.startswith("\\begin{align}") else f"$$\n{fence.text}\n$$"
        elif fence and fence.is_transcript:
            yield from _cut(transcripts.read(fence.code, fence.line + 1))


def _cut(examples: list[doctest.Example]) -> Iterator[list[doctest.Example]]:
    """The examples, cut behind each output: a notebook has one a cell."""
    start = 0
    for end, example in enumerate(examples, 1):
        if example.want or end == len(examples):
            yield examples[start:end]
            start = end


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
    """The same as a notebook of format 4.5, with the page's outputs."""
    cells = [_cell("code", f"%{install()}", execution_count=None, outputs=[])] if "git+" in install() else []
    count = 0
    for part in page:
        count += isinstance(part, list)
        cells.append(_code(count, part) if isinstance(part, list) else _cell("markdown", part))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, source: str, **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def _code(count: int, inputs: list[doctest.Example]) -> dict[str, Any]:
    """A cell of the inputs up to an output, which is the last one's."""
    source = "".join(example.source for example in inputs).rstrip()
    cell = _cell("code", source, execution_count=count, outputs=[])
    last, output = inputs[-1], _output(inputs[-1])
    tree = ast.parse(last.source)
    shown = _shown(tree) if last.want else []
    if last.exc_msg:
        name, _, value = output.strip().partition(": ")
        cell["outputs"] = [{"output_type": "error", "ename": name, "evalue": value, "traceback": [output.strip()]}]
        cell["metadata"] = {"tags": ["raises-exception"]}  # the cells behind it run all the same
    elif shown and shown != tree.body[-1:]:  # several values, or one inside a loop
        raise Fault(last.lineno, "a notebook shows the value of a cell's end only", "print(…)", last.source)
    elif shown:
        data = {"text/plain": output.rstrip("\n")}
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": data}]
    elif last.want:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": output}]
    return cell


def _statement(example: doctest.Example) -> str:
    """An input as a script has it: a value is shown, an exception of the page is caught and told."""
    source = example.source
    if example.exc_msg:
        texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant | ast.JoinedStr))
        if any(text.lineno != text.end_lineno for text in texts):
            raise Fault(example.lineno, "a string of several lines cannot be indented", "one line", source)
        source = _TRY.format(textwrap.indent(source.rstrip(), "    "))
    elif "Traceback (most recent call last):" in example.want:
        raise Fault(example.lineno, "what is printed before an exception cannot be taken away", "two inputs", source)
    elif example.want:
        source = _displayed(source)
    return source + "".join(f"# {line}".rstrip() + "\n" for line in _output(example).splitlines())


def _displayed(source: str) -> str:
    """The source with `displayhook(…)` around what a prompt shows."""
    data = source.encode()  # ast counts columns in bytes
    lines = [0, *(at.end() for at in re.finditer(b"\n", data))]
    for node in reversed(_shown(ast.parse(source))):
        start, value = lines[node.lineno - 1] + node.col_offset, (ast.get_source_segment(source, node) or "").encode()
        data = data[:start] + b"displayhook(" + value + b")" + data[start + len(value) :]
    return data.decode()


def _shown(tree: ast.AST) -> list[ast.Expr]:
    """The expressions whose values a prompt shows: not what is printed, and not what stands in a function."""
    found: list[ast.Expr] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr):
            if not ast.unparse(node).startswith("print("):
                found.append(node)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found += _shown(node)
    return found


def _output(example: doctest.Example) -> str:
    return (example.exc_msg or example.want).replace("<BLANKLINE>", "")
