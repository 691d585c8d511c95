"""Reads the fences of a page and their transcripts, strictly: what it does not understand is a fault, never text."""

import codeop
import doctest
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xent.pages.faults import Fault, faults_of, refuse_code, refuse_results

# A fence mark, behind everything that it can hide behind: blanks, quote marks, list bullets.
_MARK = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*[\s>]*(?:`{3,}|~{3,})")
_OPENING = re.compile(r'((?: {4})*)(`{3,})([a-z]+)((?: [a-z]+="[^"]*")*)')
TRACEBACK = "Traceback (most recent call last):\n    ...\n"  # as doctest abbreviates it
# What a fence may say of itself, and how that is told.
_NOT_RUN = (r' norun="[^"]*[^" ][^"]*"', 'norun="the reason"')
_RUN = (rf' exec="1"|{_NOT_RUN[0]}', 'exec="1" or norun="the reason"')
_NAME = r' name="[a-z\d-]+"'
_MATH = (
    rf'({_NAME}| (given|let|needs)="[^"]*"| base="[01]")*|({_NAME})? unchecked="[^"]+"({_NAME})?',
    'given="…" let="…" needs="…" base="0" or unchecked="…", and name="…"',
)
_OPTIONS = {"math": _MATH, "pycon": _RUN, "python": _RUN}
_OPTIONS |= dict.fromkeys(("css", "html", "markdown", "sh", "tex", "text", "toml", "yaml"), _NOT_RUN)


@dataclass(frozen=True)
class Fence:
    """A fence: its first line's number (from 1), the lines of its code, and what it says of itself."""

    line: int
    indent: str
    language: str
    options: dict[str, str]
    code: list[str]

    @property
    def text(self) -> str:
        """The code in one string."""
        return "\n".join(self.code)

    @cached_property
    def examples(self) -> list[doctest.Example]:
        """The examples of a transcript. Fault: a line that is neither input nor output of one."""
        found: list[doctest.Example] = []
        above = ""
        for number, line in enumerate(self.code, self.line + 1):
            if line.startswith(">>> "):
                found.append(doctest.Example(line[4:], "", lineno=number))
            elif above and re.match(r"\.\.\.( |$)", line) and not found[-1].want:
                found[-1].source += f"{line[4:]}\n"
            elif above and line and not re.match(r"\s*>>>|\.\.\.", line):
                found[-1].want += f"{line}\n"
            elif line:
                wanted = ">>> and an input, or its output, with <BLANKLINE> for an empty line"
                raise Fault(number, "a transcript holds inputs and outputs only", wanted, line)
            above = line
        if not found:
            raise Fault(self.line + 1, "this transcript is empty", "at least one >>>", "nothing")
        for example in found:
            refuse_results(example.source, example.lineno)
        return found

    @property
    def inputs(self) -> str:
        """What a reader copies: the inputs, a block ended by the empty line that a plain prompt waits for."""
        sources = [example.source.rstrip() for example in self.examples]
        return "".join(source + ("\n" if codeop.compile_command(source) else "\n\n") for source in sources)

    @property
    def is_transcript(self) -> bool:
        """Whether it is one that is run."""
        return self.language == "pycon" and "exec" in self.options


Part = tuple[int, Sequence[str], Fence | None]


def of_page(page: Path) -> list[Fence]:
    """The fences of a page's file."""
    with faults_of(page):
        return read(page.read_text(encoding="utf-8-sig").split("\n"))


def read(lines: Sequence[str]) -> list[Fence]:
    """The fences in their order."""
    return [fence for _, _, fence in parts(lines) if fence]


def parts(lines: Sequence[str]) -> Iterator[Part]:
    """The lines above each fence with the number of the first, and the fence; at last those behind, and None."""
    end = 0  # the number of the last fence's last line
    for number, line in enumerate(lines, 1):
        if number > end and _MARK.match(line):
            fence = _fence(lines, number)
            yield end + 1, lines[end : number - 1], fence
            end = number + len(fence.code) + 1
    yield end + 1, lines[end:], None


def _fence(lines: Sequence[str], number: int) -> Fence:
    line = lines[number - 1]
    opening = _OPENING.fullmatch(line)
    if not opening:
        raise Fault(number, "this is not a fence", '```language option="value", by four spaces a level', line)
    refuse_code((), [line], number)
    indent, ticks, language, rest = opening.groups()
    if language not in _OPTIONS:
        raise Fault(number, "unknown language", ", ".join(_OPTIONS), language)
    form, wanted = _OPTIONS[language]
    pairs = re.findall(r'([a-z]+)="([^"]*)"', rest)
    if not re.fullmatch(form, rest) or len(pairs) > len(dict(pairs)):
        raise Fault(number, f"the options of a {language} fence, each once", wanted, rest.strip() or "no option")
    code: list[str] = []
    for end, body in enumerate(lines[number:], number + 1):
        if body == indent + ticks:
            return Fence(number, indent, language, dict(pairs), code)
        if body.strip() and (not body.startswith(indent) or body.strip().startswith(ticks)):
            wanted = f"{len(indent)} spaces first, and {indent + ticks} to close it"
            raise Fault(end, "this line neither stands in its fence nor closes it", wanted, body)
        code.append(body.removeprefix(indent) if body.strip() else "")
    raise Fault(number, "this fence is not closed", indent + ticks, "the end of the page")
