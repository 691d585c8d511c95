"""Mutants of every equation on the pages and in the docstrings.

All of them, and 1000 seeds of every true equation: .venv/bin/python tests/mutants.py
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from building import PAGES

import xent
from xent.pages import fences
from xent.pages.equations import Held, Refusal, Refuted, hold, mathml

_SYMBOL = r"(?<![\\a-zA-Z{])[a-zA-Z](?![a-zA-Z}])|\\(?:mu|sigma|lambda|varepsilon)\b"
_BRACES = r"\{(?:[^{}]|\{[^{}]*\})*\}"


@dataclass(frozen=True)
class Equation:
    """An equation of a page or a docstring, as it is checked."""

    page: str
    line: int
    tex: str
    given: str
    let: str
    needs: str
    base: int

    def held(self, tex: str = "", seed: int | None = None) -> Held:
        shown = mathml(tex or self.tex)
        return hold(shown, given=self.given, let=self.let, needs=self.needs, base=self.base, seed=seed)

    def stopped(self, tex: str = "", seed: int | None = None) -> bool:
        try:
            self.held(tex, seed)
        except (Refusal, Refuted):
            return True
        return False


@cache
def equations() -> tuple[Equation, ...]:
    """All that the site claims and checks."""
    texts = {page.stem: page.read_text(encoding="utf-8") for page in PAGES}
    texts |= {f"xent.{name}": inspect.getdoc(getattr(xent, name)) for name in xent.__all__}
    found = []
    for name, text in texts.items():
        for fence in fences.read(text.split("\n")):
            if fence.language == "math" and "unchecked" not in fence.options:
                given, let, needs = (fence.options.get(option, "") for option in ("given", "let", "needs"))
                base = int(fence.options.get("base", "1"))
                found.append(Equation(name, fence.line, fence.text, given, let, needs, base))
    return tuple(found)


def mutants(tex: str) -> Iterator[tuple[str, str]]:
    """A kind of mutation and the mutated LaTeX; text and tags stay as they are."""
    quiet = [
        match.span()
        for match in re.finditer(r"\\(?:text|tag|begin|end|mathrm|operatorname|mathcal|mathbb)\s*\{.*?\}", tex)
    ]

    def places(pattern: str) -> Iterator[re.Match[str]]:
        for match in re.finditer(pattern, tex):
            if not any(start <= match.start() < end for start, end in quiet):
                yield match

    def put(match: re.Match[str], text: str) -> str:
        return tex[: match.start()] + text + tex[match.end() :]

    for match in places(r"[+-]"):
        yield "sign", put(match, "-" if match.group() == "+" else "+")
        yield "sign", put(match, "" if re.search(r"(=|&|\(|\[|^)\s*$", tex[: match.start()]) else r"\cdot ")
    for match in places(r"(?<!_\{[a-z])="):
        behind = tex[match.end() :].lstrip(" &")
        yield "factor", put(match, "= 1 " if behind.startswith("-") else r"= 2\cdot ")
    for match in places(r"\d"):
        yield "digit", put(match, str((int(match.group()) + 1) % 10))
    for match in places(r"(?<=\})\^[NK]"):
        yield "bound", put(match, "^{" + match.group()[1] + "-1}")
        yield "bound", put(match, "^K" if match.group() == "^N" else "^N")
    for match in places(r"_[a-z]"):
        for other in ("i", "c", "j", "1"):
            if other != match.group()[1]:
                yield "index", put(match, "_" + other)
    for match in places(r"\(([^(),;|]+)(,|;|\\\|)([^(),;|]+)\)"):
        yield "arguments", put(match, f"({match[3]}{match[2]}{match[1]})")
    names = sorted({match.group() for match in places(_SYMBOL)})
    for match in places(_SYMBOL):
        for other in names:
            if other != match.group():
                yield "name", put(match, other + (" " if other.startswith("\\") else ""))
    for match in places(r"\\log\b"):
        yield "log", put(match, "")
    for match in places(rf"\\frac\s*({_BRACES}|\w)\s*({_BRACES}|\w)"):
        yield "fraction", put(match, rf"\frac{{{match[2].strip('{}')}}}{{{match[1].strip('{}')}}}")
        yield "fraction", put(match, "(" + match[1].strip("{}") + ")")
    for match in places(r"\(([^()]*[+-][^()]*)\)|\\left([\[(])(.*?[+-].*?)\\right[\])]"):
        yield "brackets", put(match, "{" + (match[1] or match[3]) + "}")
    for match in places(rf"(?<!\}})\^({_BRACES}|\w)"):
        yield "power", put(match, "")


def survivors(chosen: list[tuple[Equation, str, str]]) -> list[tuple[Equation, str, str]]:
    """The mutants that still hold."""
    return [(equation, kind, tex) for equation, kind, tex in chosen if not equation.stopped(tex)]


def all_mutants() -> list[tuple[Equation, str, str]]:
    """Every mutant of every equation, once."""
    found = {}
    for equation in equations():
        for kind, tex in mutants(equation.tex):
            if re.sub(r"\s", "", tex) != re.sub(r"\s", "", equation.tex):
                found.setdefault((equation, tex), kind)
    return [(equation, kind, tex) for (equation, tex), kind in found.items()]


def main() -> None:
    chosen = all_mutants()
    left = survivors(chosen)
    for equation, kind, tex in left:
        print(f"{equation.page}:{equation.line} {kind}: {' '.join(tex.split())}")
    print(f"{len(chosen) - len(left)} of {len(chosen)} mutants stopped ({1 - len(left) / len(chosen):.2%})")
    alarms = sum(equation.stopped(seed=seed) for equation in equations() for seed in range(1000))
    print(f"{alarms} false alarms in 1000 seeds of {len(equations())} equations")


if __name__ == "__main__":
    main()
