"""Reads the examples of an interpreter transcript, and shows what the interpreter would."""

import codeop
import re
import traceback
import warnings
from dataclasses import dataclass, field

from xent.pages.clean_room import Room
from xent.pages.faults import Fault
from xent.pages.refused import refuse_results

TRACEBACK = "Traceback (most recent call last):\n    ...\n"  # as doctest abbreviates it
_FORM = ">>> and an input, or its output, with <BLANKLINE> for an empty line"


@dataclass
class Example:
    """An input and its output: the number of its first line, and the lines of both."""

    line: int
    inputs: list[str]
    outputs: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The input."""
        return "\n".join(self.inputs).rstrip() + "\n"

    @property
    def want(self) -> str:
        """The output that the page shows."""
        return "".join(f"{line}\n" for line in self.outputs)

    @property
    def exception(self) -> str:
        """The exception that the page shows, without what stands above it; "" where there is none."""
        return self.want.removeprefix(TRACEBACK) if self.want.startswith(TRACEBACK) else ""

    @property
    def told(self) -> str:
        """The output as it is printed; of an exception its last lines."""
        return (self.exception or self.want).replace("<BLANKLINE>", "")


def read(code: list[str], first_line: int) -> list[Example]:
    """The examples. Fault: a line that is neither input nor output of one."""
    examples: list[Example] = []
    above = ""
    for number, line in enumerate(code, first_line):
        if line.startswith(">>> "):
            examples.append(Example(number, [line[4:]]))
        elif above and re.match(r"\.\.\.( |$)", line) and not examples[-1].outputs:
            examples[-1].inputs.append(line[4:])
        elif above and line and not re.match(r"\s*>>>", line):
            examples[-1].outputs.append(line)
        elif line:
            raise Fault(number, "a transcript holds inputs and outputs only", _FORM, line)
        above = line
    if not examples:
        raise Fault(first_line, "this transcript is empty", "at least one >>>", "nothing")
    for example in examples:
        refuse_results(example.source, example.line)
        try:
            with warnings.catch_warnings(action="ignore"):  # it is asked for them when it runs
                compile(example.source, "<transcript>", "single")
        except SyntaxError as error:
            raise Fault(example.line, "this input is no Python", "one statement, or norun", str(error)) from None
    return examples


def inputs(examples: list[Example]) -> str:
    """What a reader copies: the inputs, a block ended by the empty line that a plain prompt waits for."""
    sources = [example.source for example in examples]
    return "".join(source + "\n" * (codeop.compile_command(source.rstrip()) is None) for source in sources)


def printed(example: Example, room: Room) -> str:
    """What the interpreter would show, an exception as doctest abbreviates it, a blank line as doctest writes it."""
    output, error = room.run(example.source, example.line, "single")
    if error:
        output += TRACEBACK + "".join(traceback.format_exception_only(error))
    return re.sub(r"^(?=\n)", "<BLANKLINE>", output, flags=re.MULTILINE)
