"""Executes a fence, a transcript or a block through markdown-exec, and says what stands in its place."""

import doctest
import re
import traceback
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any

import markdown_exec

from xent.pages import pieces
from xent.pages.clean_room import Room
from xent.pages.faults import EXECUTED, LISTING, Fault, refuse_code, refuse_printed, refuse_results
from xent.pages.fences import TRACEBACK, Fence
from xent.pages.formulas import displayed

# A number with a point or an exponent, and more than 8 digits from the first that tells something.
_LONG = re.compile(r"(?<![\w.])(?=\d*\.|\d+e)[0.]*(?=[1-9])(\d\.?){9,}")


def shown(fence: Fence, room: Room, above: str = "") -> str:
    """What stands in the fence's place, as Markdown; `above` is copied with the inputs of a transcript.

    Fault: it holds what no fence may, or does not do what it claims.
    """
    first = fence.line + 1
    rules = () if fence.language == "math" else EXECUTED if "exec" in fence.options else LISTING
    refuse_code(rules, fence.code, first)
    if fence.language == "math":
        return displayed(fence)
    if "norun" in fence.options:
        return pieces.noted(fence.language, fence.text, f"Not run: {fence.options['norun']}")
    if fence.language == "python":
        refuse_results(fence.text, first)
        output = _executed(fence, lambda code: _printed(code, first, room))
        if not unescape(output).strip():
            what = "the block prints nothing that a reader sees"
            raise Fault(first, what, "a figure or a table", output or "no output")
        refuse_printed(pieces.PIECE.sub("", output), first)
        return f"{output}\n\n{pieces.behind(fence.text)}"
    code = _executed(fence, lambda code: _compared(code, fence.examples, room))
    return pieces.executed(code, above + fence.inputs)


def _executed(fence: Fence, run: Callable[[str], str]) -> str:
    """What markdown-exec makes of a fence's code, run by `run`: its output, untouched.

    What `run` raises stops the build: markdown-exec makes a warning of its own error only.
    """
    markdown: Any = None  # named in a warning of markdown-exec's only
    formatters: dict[str, Any] = markdown_exec.formatters
    format_ = partial(markdown_exec.base_format, language=fence.language, run=lambda code, **_: run(code))
    formatters[fence.language] = format_
    return str(markdown_exec.formatter(fence.text, fence.language, "", {"html": True}, markdown))


def _printed(code: str, first_line: int, room: Room) -> str:
    """What a block prints. Fault: an exception."""
    output, error = room.run("\n" * (first_line - 1) + code, first_line, "exec")  # its lines are numbered as the page's
    if error is None:
        return output
    if isinstance(error, Fault) and error.page:  # of another page, told by the census or the reference
        raise error
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<exec>"]
    line = lines[-1] if lines else getattr(error, "lineno", None)  # where there is no syntax, nothing ran
    came = "".join(traceback.format_exception_only(error))
    raise Fault(line or first_line, "the block raises", "no exception", came) from error


def printed(example: doctest.Example, room: Room) -> str:
    """What the interpreter would show, an exception as doctest abbreviates it, a blank line as doctest writes it."""
    output, error = room.run(example.source, example.lineno, "single")
    if error is not None:
        output += TRACEBACK + "".join(traceback.format_exception_only(error))
    return re.sub(r"^(?=\n)", "<BLANKLINE>", output, flags=re.MULTILINE)


def _compared(code: str, examples: list[doctest.Example], room: Room) -> str:
    """The transcript's code. Fault: an output that differs, or digits that differ between machines."""
    for example in examples:
        line, want, got = example.lineno, example.want, printed(example, room)
        if got != want:
            if want.split() == got.split():
                want, got = repr(want), f"{got!r}, told apart by white space only"
            what = f"the output differs: {example.source}".rstrip()
            raise Fault(line, what, want or "no output", got or "no output")
        if long := _LONG.search(got):
            raise Fault(line, "last digits differ between machines", "at most 8 significant digits", long[0])
    return code
