"""Reads the fences of a page, strictly: what it does not understand is a fault, never text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from xent.pages.faults import Fault
from xent.pages.refused import refuse_code

EXECUTED = ("pycon", "python")
NOT_RUN = ("css", "html", "markdown", "sh", "tex", "text", "toml", "yaml")

# The first group is everything a fence mark can hide behind: blanks, quote marks, list bullets.
_MARK = re.compile(r"([\s>]*(?:(?:[-*+]|\d+[.)])\s+)*[\s>]*)(`{3,}|~{3,})")
_OPENING = re.compile(r'((?: {4})*)(`{3,})([a-z]+)((?: [a-z]+="[^"]*")*)')
_OPTION = re.compile(r'([a-z]+)="([^"]*)"')
_FORM = '```language option="value" at the margin or indented by four spaces a level'


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

    @property
    def is_transcript(self) -> bool:
        """Whether it is one that is run."""
        return self.language == "pycon" and "exec" in self.options

    @property
    def last_line(self) -> int:
        """The number of the closing line."""
        return self.line + len(self.code) + 1


Part: TypeAlias = tuple[int, Sequence[str], Fence | None]


def of_page(page: Path) -> Iterator[Fence]:
    """The fences of a page's file."""
    return read(page.read_text(encoding="utf-8").split("\n"))


def read(lines: Sequence[str]) -> Iterator[Fence]:
    """The fences in their order."""
    return (fence for _, _, fence in parts(lines) if fence)


def parts(lines: Sequence[str]) -> Iterator[Part]:
    """The lines above each fence with the number of the first, and the fence; at last those behind, and None.

    Fault: a fence mark that opens none, is not closed, or says what is not known.
    """
    end = 0  # the number of the last fence's last line
    for number, line in enumerate(lines, 1):
        if number > end and _MARK.match(line):
            fence = _fence(lines, number)
            yield end + 1, lines[end : number - 1], fence
            end = fence.last_line
    yield end + 1, lines[end:], None


def _fence(lines: Sequence[str], number: int) -> Fence:
    line = lines[number - 1]
    opening = _OPENING.fullmatch(line)
    if not opening:
        raise Fault(number, "this is not a fence", _FORM, line)
    refuse_code((), [line], number)
    indent, ticks, language, rest = opening.groups()
    code: list[str] = []
    for body in lines[number:]:
        if body == indent + ticks:
            return Fence(number, indent, language, _options(number, language, rest), code)
        if body.strip().startswith(ticks):
            raise Fault(number + len(code) + 1, "this does not close the fence", indent + ticks, body)
        if body.strip() and not body.startswith(indent):
            raise Fault(number + len(code) + 1, "this line leaves its fence", f"{len(indent)} spaces first", body)
        code.append(body.removeprefix(indent) if body.strip() else "")
    raise Fault(number, "this fence is not closed", indent + ticks, "the end of the page")


def _options(number: int, language: str, rest: str) -> dict[str, str]:
    pairs = _OPTION.findall(rest)
    options = dict(pairs)
    if len(options) < len(pairs):
        raise Fault(number, "an option is given twice", "each option once", rest.strip())
    if language not in ("math", *EXECUTED, *NOT_RUN):
        raise Fault(number, "unknown language", ", ".join(("math", *EXECUTED, *NOT_RUN)), language)
    reason = set(options) == {"norun"} and bool(options["norun"].strip())
    if language == "math":
        checked = set(options) <= {"given", "let", "needs", "base", "name"} and options.get("base", "1") in ("0", "1")
        good = checked or set(options) - {"name"} == {"unchecked"}
        wanted = 'given="…" let="…" needs="…" base="0" or unchecked="…", and name="…"'
    elif language in EXECUTED:
        good, wanted = reason or options == {"exec": "1"}, 'exec="1" or norun="the reason"'
    else:
        good, wanted = reason, 'norun="the reason"'
    if not good or not re.fullmatch(r"[a-z\d-]+", options.get("name", "1")):
        raise Fault(number, f"the options of a {language} fence", wanted, rest.strip() or "no option")
    return options
