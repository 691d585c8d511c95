"""Runs the examples of an interpreter transcript and compares every output, exactly."""

import doctest
import io
import re
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout

from xent.pages.clean_room import Namespace, watched
from xent.pages.faults import Fault

_NUMBER = re.compile(r"(?<![\w.])\d*\.?\d+(?:e[+-]?\d+)?(?!\w)")

Differs = Callable[[doctest.Example, str], None]


def read(code: list[str], first_line: int) -> list[doctest.Example]:
    """The examples, each with its line on the page. Fault: a line that is neither input nor output of one."""
    text = "\n".join(code) + "\n"
    try:
        parts = doctest.DocTestParser().parse(text)
    except ValueError as error:  # a prompt without its blank, a directive that is none
        raise Fault(first_line, "this is not a transcript", ">>> and ... before every input", str(error)) from None
    examples = [part for part in parts if isinstance(part, doctest.Example)]
    line = first_line
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                ahead = len(part) - len(part.lstrip("\n"))
                raise Fault(line + ahead, "a transcript holds inputs and outputs only", ">>> …", part.strip())
            line += part.count("\n")
        else:
            line += part.source.count("\n") + part.want.count("\n")
    prompts = [number for number, body in enumerate(code) if body.lstrip().startswith(">>>")]
    found = {example.lineno for example in examples}
    for number in prompts:
        if number not in found:  # doctest drops an empty or commented input with its output
            raise Fault(first_line + number, "this prompt has no input", ">>> an expression", code[number])
    if not examples:
        raise Fault(first_line, "this transcript is empty", "at least one >>>", text.strip() or "nothing")
    for example in examples:
        example.lineno += first_line
        _plain(example)
    return examples


def _plain(example: doctest.Example) -> None:
    if example.options:
        raise Fault(example.lineno, "directives hide what is compared", "no # doctest:", example.source)
    for number in _NUMBER.findall(example.want):
        digits = re.sub(r"e.*|\.", "", number).lstrip("0")
        if re.search(r"[.e]", number) and len(digits) > 8:
            raise Fault(example.lineno, "last digits differ between machines", "at most 8 significant digits", number)


def run(examples: list[doctest.Example], namespace: Namespace, differs: Differs | None = None) -> None:
    """Run them in the namespace. Fault: an output that differs (or `differs` is told), a warning."""
    for example in examples:
        with watched(example.lineno):
            got = _show(example, namespace)
        if got != example.want:
            if differs is None:
                what = f"the output differs: {example.source}".rstrip()
                raise Fault(example.lineno, what, example.want or "no output", got or "no output")
            differs(example, got)


def _show(example: doctest.Example, namespace: Namespace) -> str:
    """What the interpreter would show, an exception as doctest abbreviates it."""
    out = io.StringIO()
    displayhook, sys.displayhook = sys.displayhook, sys.__displayhook__
    try:
        with redirect_stdout(out):
            exec(compile(example.source, "<transcript>", "single"), namespace)
    except BaseException as error:  # SystemExit too: it must not end the build in peace
        out.write("Traceback (most recent call last):\n    ...\n")
        out.write("".join(traceback.format_exception_only(error)))
    finally:
        sys.displayhook = displayhook
    return out.getvalue()
