"""What the build made carries a mark of this build, so that no page can pass its own HTML off as executed."""

import re
import secrets
from collections.abc import Callable

_MARK = secrets.token_hex(8)
MADE, FORMULA = f"made-{_MARK}", f"formula-{_MARK}"  # elements that no page can write
_PIECE = re.compile(rf"<!--{_MARK}(?: (\d+))?-->(.*?)<!--/{_MARK}-->", re.DOTALL)
_SPAN = re.compile(rf"<span {_MARK}.*?</span>", re.DOTALL)


def piece(html: str) -> str:
    """A block of HTML that a fence made: a listing, an equation, a figure."""
    return f"<!--{_MARK}-->{html}<!--/{_MARK}-->"


def span(html: str, attributes: str) -> str:
    """A span that a formula in a sentence made; it holds no other span."""
    return f"<span {_MARK} {attributes}>{html}</span>"


def stashed(text: str, line: int, store: Callable[[str], str]) -> str:
    """The text with its pieces stored, each with the line of its fence, and their places left in it as blocks."""
    return _PIECE.sub(lambda found: f"\n\n{store(f'<!--{_MARK} {line}-->{found[2]}<!--/{_MARK}-->')}\n\n", text)


def count(text: str) -> int:
    """How many pieces there are in this text."""
    return len(_PIECE.findall(text))


def cut(html: str) -> str:
    """The HTML with an empty element in place of each piece and of each formula."""
    pieces = _PIECE.sub(lambda found: f'<{MADE} line="{found[1] or 0}"></{MADE}>', html)
    return _SPAN.sub(f"<{FORMULA}></{FORMULA}>", pieces)


def removed(html: str) -> str:
    """The HTML without the marks."""
    return re.sub(rf"<!--/?{_MARK}[^>]*-->|(?<=<span ){_MARK} ", "", html)
