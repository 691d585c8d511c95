"""Writes what is told on pages from the source: the reference with its examples run once more, the notation."""

import inspect
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from types import ModuleType

from xent.pages import fences
from xent.pages.equations.symbols import FUNCTIONS, TABLE
from xent.pages.execution import Room, shown
from xent.pages.faults import faults_of
from xent.pages.fences import Fence
from xent.pages.formulas import inline
from xent.pages.pieces import piece


def reference(*modules: ModuleType) -> str:
    """A heading for each module and public name, with signature, shapes, errors, source and example, as Markdown."""
    text = []
    for module in modules:
        text += [f"## {module.__name__.rpartition('.')[2].capitalize()}\n", f"{inspect.getdoc(module)}\n"]
        text += [_entry(module, name) for name in module.__all__]
    return "\n".join(text)


def _entry(module: ModuleType, name: str) -> str:
    """A heading and the signature, then the docstring: its words, its formula executed, its example run."""
    subject, room = getattr(module, name), Room()
    source, start = inspect.getsourcelines(subject)
    above = start + next(n for n, line in enumerate(source) if '"""' in line) - 1
    doc = [""] * above + (inspect.getdoc(subject) or "").split("\n")  # its lines are numbered as the file's
    example = next((n for n, line in enumerate(doc) if line.startswith(">>> ")), len(doc))
    text = []
    with faults_of(Path(inspect.getfile(subject))):
        for _, words, fence in fences.parts(doc[:example]):
            told = escape("\n".join(words).replace("->", "→"), quote=False)
            told = re.sub(r"^(Shapes|Errors|Source): ", r"**\1.** ", told, flags=re.MULTILINE)
            text.append(re.sub(r"(?<=\S)\n(?=\*\*)", "  \n", told))  # each in a line of its own
            if fence:
                text.append(shown(replace(fence, options={"name": name} | fence.options), room))
        transcript = Fence(example, "", "pycon", {"exec": "1"}, doc[example:])
        room.names |= vars(module)
        used = [one for one in module.__all__ if re.search(rf"\b{one}\b", transcript.text)]
        imports = "import numpy as np\n" * ("np." in transcript.text) + f"from xent import {', '.join(used)}\n"
        text.append(shown(transcript, room, imports))  # which it has already where it runs, in its module
    parameters = [one.replace(annotation=one.empty) for one in inspect.signature(subject).parameters.values()]
    return "\n".join([f"### {name}\n", f"`xent.{name}{inspect.Signature(parameters)}`\n", *text, ""])


def symbols() -> str:
    """Every symbol with its meaning and its role."""
    rows = [(inline(symbol.tex, 1), escape(symbol.meaning), symbol.role) for symbol in TABLE]
    return _table(("Symbol", "Meaning", "Role"), rows)


def functions() -> str:
    """Every function with its meaning and the public name that it calls."""
    rows = []
    for function in FUNCTIONS.values():
        call = ", ".join(f"<code>xent.{name}</code>" for name in function.public.split())
        rows.append((inline(function.form.replace("·", r"\cdot"), 1), escape(function.meaning), call))
    return _table(("In an equation", "Meaning", "Calls"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return piece(f"<table data-search-exclude><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>")
