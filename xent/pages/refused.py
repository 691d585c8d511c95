"""What no line of a page may hold: what a reader cannot see or takes for something else, and claims nothing checks."""

import io
import re
import tokenize
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from html import unescape

from xent.pages.faults import Fault

COLUMNS = 78
CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_DISPLAYED = re.compile(r"\$\$|\\\[|\\\(|\\begin\b|\\displaystyle\b")
_TAG = re.compile(r"(?<!\\)<(?!https?:)[a-zA-Z/!?]")
_GREEK = set("αβγδεζηθλμξπρσςτφχψω" + "ΓΔΘΛΞΠΣΦΨΩ")  # those that look like no Latin letter
_RESULT = re.compile(r"[\d½¼¾∞=→≈<>]|->|\b(?:inf|true|false|none|nan)\b", re.IGNORECASE)
_STEP = re.compile(r"\(\d{1,2}\)")
_WITHOUT_SHAPE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def refuse_invisible(line: str, number: int) -> None:
    """Fault: a control character, one that changes the direction of text, or one without a shape."""
    for character in line:
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") or _WITHOUT_SHAPE.match(character):
            name = unicodedata.name(character, "a control character")
            raise Fault(number, "no reader sees this character", "delete it", f"U+{ord(character):04X}, {name}")


def refuse_disguise(code: list[str], first_line: int) -> None:
    """Fault: a character that no reader sees, or takes for another one."""
    for number, line in enumerate(code, first_line):
        refuse_invisible(line, number)
        for character in filter(_is_look_alike, line):
            got = f"{character}, {unicodedata.name(character, '')}"
            raise Fault(number, "this looks like another character", "an ASCII letter, or its name", got)


def refuse_wide(code: list[str], first_line: int) -> None:
    """Fault: a line that no listing shows whole."""
    for number, line in enumerate(code, first_line):
        if len(line) > COLUMNS:
            fit = f"at most {COLUMNS} columns"
            raise Fault(number, "this line does not fit a listing", fit, f"{len(line)} columns")


def _is_look_alike(character: str) -> bool:
    """Whether it can be taken for ASCII: a letter or digit of another alphabet, or a form of an ASCII character."""
    if character.isascii() or character in _GREEK:
        return False
    folded = unicodedata.normalize("NFKD", character)
    raised = unicodedata.decomposition(character).startswith(("<sub>", "<super>", "<fraction>"))
    accented = folded[0].isascii() and all(map(unicodedata.combining, folded[1:]))
    return not raised and (folded.isascii() or (unicodedata.category(character)[0] in "LN" and not accented))


def refuse_results(source: str, first_line: int) -> None:
    """Fault: a comment that states a result, which nobody compares. It may hold words and step numbers."""
    with suppress(tokenize.TokenError, SyntaxError):  # the interpreter says what is wrong with it
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and _RESULT.search(_STEP.sub("", token.string)):
                line = first_line + token.start[0] - 1
                raise Fault(line, "a comment states a result, which nothing checks", "words, or (1)", token.string)


def refuse_claims(lines: Sequence[str], first_line: int) -> None:
    """Fault: what a reader cannot see or what nothing executes. Code between backticks is text."""
    for number, line in enumerate(lines, first_line):
        refuse_invisible(unescape(line), number)
        prompts = any(re.match(r"\s*>>>\s*\S", code[2]) for code in CODE.finditer(line))
        text = CODE.sub("", line)
        if prompts or ">>>" in text:
            raise Fault(number, "a prompt stands in a sentence, where nothing runs it", "a pycon fence", line.strip())
        if found := _DISPLAYED.search(text):
            raise Fault(number, "math here is $…$ in a sentence or a math fence", "```math", found.group())
        if _TAG.search(re.sub(r"\$[^$]+\$", "", text)):
            what = "raw HTML can hide or change what is shown"
            raise Fault(number, what, r"Markdown, or \< where it is no tag", line.strip())
