"""Executes a fence, a transcript or a block through markdown-exec, and says what stands in its place."""

import re
import traceback
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any

import markdown_exec

from xent.pages import listings, marks, transcripts
from xent.pages.clean_room import Room
from xent.pages.faults import Fault
from xent.pages.fences import Fence
from xent.pages.formulas import displayed
from xent.pages.refused import CODE, EXECUTED, LISTING, PRINTED, broken, refuse_claims, refuse_code, refuse_results

_NUMBER = re.compile(r"(?<![\w.])\d*\.?\d+(?:e[+-]?\d+)?(?![\d.])")


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
        return listings.noted(fence.language, fence.text, f"Not run: {fence.options['norun']}")
    if fence.language == "python":
        refuse_results(fence.text, first)
        output = _executed(fence, lambda code: _printed(code, first, room))
        _refuse_printed(output, first)
        return f"{output}\n\n{listings.behind(fence.text)}"
    examples = transcripts.read(fence.code, first)
    code = _executed(fence, lambda code: _compared(code, examples, room))
    return listings.executed(code, above + transcripts.inputs(examples))


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
    if not error:
        return output
    if isinstance(error, Fault) and error.page:  # of another page, told by the census or the reference
        raise error
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<exec>"]
    line = lines[-1] if lines else getattr(error, "lineno", None)  # where there is no syntax, nothing ran
    came = "".join(traceback.format_exception_only(error))
    raise Fault(line or first_line, "the block raises", "no exception", came) from error


def _refuse_printed(output: str, line: int) -> None:
    """Fault: a block prints nothing to see, or a fence, a formula or a nan."""
    if not unescape(output).strip():
        raise Fault(line, "the block prints nothing that a reader sees", "a figure or a table", output or "no output")
    for printed in marks.PIECE.sub("", output).splitlines():
        refuse_claims([printed], line)
        for told in broken(PRINTED, unescape(CODE.sub("", printed))):
            raise Fault(line, *told)


def _compared(code: str, examples: list[transcripts.Example], room: Room) -> str:
    """The transcript's code. Fault: an output that differs, or digits that differ between machines."""
    for example in examples:
        got = transcripts.printed(example, room)
        if got != example.want:
            what = f"the output differs: {example.source}".rstrip()
            if example.want.split() == got.split():
                raise Fault(example.line, what, repr(example.want), f"{got!r}, told apart by white space only")
            raise Fault(example.line, what, example.want or "no output", got or "no output")
        for number in _NUMBER.findall(got):
            digits = re.sub(r"e.*|\.", "", number).lstrip("0")  # those that tell something
            if re.search(r"[.e]", number) and len(digits) > 8:
                raise Fault(example.line, "last digits differ between machines", "at most 8 significant digits", number)
    return code
