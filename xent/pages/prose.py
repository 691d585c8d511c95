"""Reads the lines between two fences, strictly: they may claim nothing that only a fence would check."""

import re
from collections.abc import Sequence

from xent.pages.faults import Fault
from xent.pages.unseen import refuse_invisible

CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_FORMULA = re.compile(r"\$\$|\\\[|\\\(|\\begin\b|\\displaystyle\b|<math\b", re.IGNORECASE)


def refuse(lines: Sequence[str], first_line: int) -> None:
    """Fault: what a reader cannot see or what nothing executes. Code between backticks is text."""
    for number, line in enumerate(lines, first_line):
        refuse_invisible(line, number)
        prompts = any(re.match(r"\s*>>>\s*\S", code[2]) for code in CODE.finditer(line))
        text = CODE.sub("", line)
        if prompts or ">>>" in text:
            raise Fault(number, "a prompt stands in a sentence, where nothing runs it", "a pycon fence", line.strip())
        for found in _FORMULA.finditer(text):
            raise Fault(number, "math here is $…$ in a sentence or a math fence", "```math", found.group())
        if "xent-" in text:
            raise Fault(number, "these names belong to what the build makes", "no xent- in a page", line.strip())
