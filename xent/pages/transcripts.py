"""Runs the examples of an interpreter transcript and compares every output, exactly."""

import ast
import doctest
import re
import traceback
from itertools import takewhile

from xent.pages import listings
from xent.pages.clean_room import Room, execute, watched
from xent.pages.faults import Fault
from xent.pages.refused import refuse_results

_NUMBER = re.compile(r"(?<![\w.])\d*\.?\d+(?:e[+-]?\d+)?(?![\d.])")
_COMMENT = re.compile(r">>> #.*")
_CONTINUED = re.compile(r"\.\.\.( |$)")


def read(code: list[str], first_line: int) -> list[doctest.Example]:
    """The examples, each with its line on the page. Fault: a line that is neither input nor output of one."""
    text = "\n".join(code) + "\n"
    try:
        parts = doctest.DocTestParser().parse(text)
    except ValueError as error:  # a prompt without its blank, a directive that is none
        raise Fault(first_line, "this is not a transcript", ">>> and ... before every input", str(error)) from None
    examples = [part for part in parts if isinstance(part, doctest.Example)]
    for example in examples:
        example.lineno += first_line
    inside = {line for example in examples for line in range(example.lineno, output(example, code, first_line)[1])}
    for number, body in enumerate(code, first_line):
        if _COMMENT.fullmatch(body):  # no example to doctest
            refuse_results(body.removeprefix(">>> "), number)
        elif body and number not in inside:
            wanted = ">>> and an input, or its output, with <BLANKLINE> for an empty line"
            raise Fault(number, "a transcript holds inputs and outputs only", wanted, body)
    if not examples:
        raise Fault(first_line, "this transcript is empty", "at least one >>>", text.strip() or "nothing")
    for example in examples:
        refuse_results(example.source, example.lineno)
        if example.options:
            raise Fault(example.lineno, "directives hide what is compared", "no # doctest:", example.source)
        try:
            ast.parse(example.source)
        except SyntaxError as error:
            raise Fault(example.lineno, "this input is no Python", "code that is, or norun", str(error)) from None
    return examples


def output(example: doctest.Example, code: list[str], first_line: int) -> tuple[int, int]:
    """The numbers of the lines of the example's output on its page: the first, and the one behind."""
    behind = code[example.lineno + 1 - first_line :]
    start = example.lineno + 1 + len([*takewhile(_CONTINUED.match, behind)])
    return start, start + example.want.count("\n")


def inputs(examples: list[doctest.Example]) -> str:
    """What a reader copies: the inputs, a block ended by the empty line that a plain prompt waits for."""
    text = ""
    for example in examples:
        is_block = not {"body", "cases"}.isdisjoint(ast.parse(example.source).body[-1]._fields)
        text += example.source + "\n" * is_block
    return text


def run(examples: list[doctest.Example], code: list[str], room: Room, above: str = "") -> str:
    """The transcript as a listing, `above` copied with its inputs. Fault: an output that differs, a warning."""

    def compared(transcript: str) -> str:
        for example in examples:
            got = printed(example, room)
            if got != example.want:
                raise _difference(example, got)
            _refuse_digits(example.lineno, got)
        return transcript

    return listings.executed(execute("pycon", "\n".join(code), compared), above + inputs(examples))


def printed(example: doctest.Example, room: Room) -> str:
    """What the interpreter would show, an exception as doctest abbreviates it, a blank line as doctest writes it."""
    with watched(example.lineno) as out:
        try:
            room.run(example.source, "<transcript>", "single")
        except BaseException as error:  # SystemExit too: it must not end the build in peace
            out.write("Traceback (most recent call last):\n    ...\n")
            out.write("".join(traceback.format_exception_only(error)))
    return re.sub(r"^(?=\n)", "<BLANKLINE>", out.getvalue(), flags=re.MULTILINE)


def _difference(example: doctest.Example, got: str) -> Fault:
    what = f"the output differs: {example.source}".rstrip()
    if example.want.split() == got.split():
        return Fault(example.lineno, what, repr(example.want), f"{got!r}, told apart by white space only")
    return Fault(example.lineno, what, example.want or "no output", got or "no output")


def _refuse_digits(line: int, got: str) -> None:
    for number in _NUMBER.findall(got):
        digits = re.sub(r"e.*|\.", "", number).lstrip("0")  # those that tell something
        if re.search(r"[.e]", number) and len(digits) > 8:
            raise Fault(line, "last digits differ between machines", "at most 8 significant digits", number)
