"""What the build made carries a mark of this build, so that no page can pass its own HTML off as executed."""

import re
import secrets
from collections.abc import Callable

ANCHOR = r'(<div id="[^"]*"></div>)'
_MARK = secrets.token_hex(8)
_PIECE = re.compile(rf"<!--{_MARK} ([^>]*)-->(.*?)<!--/{_MARK}-->", re.DOTALL)


def piece(html: str, anchor: str = "") -> str:
    """A block of HTML that a fence made: a listing, an equation, a figure. The anchor is a place to link to."""
    return f"<!--{_MARK} {anchor}-->{html}<!--/{_MARK}-->"


def stored(text: str, store: Callable[[str], str]) -> str:
    """The text with its pieces stored, and their places left in it as blocks."""

    def place(found: re.Match[str]) -> str:
        # As text of the page, where MkDocs looks for anchors when it checks links.
        anchor = f'<div id="{found[1]}"></div>' if found[1] else ""
        return f"\n\n{anchor}\n\n{store(found[2])}\n\n"

    return _PIECE.sub(place, text)


def cut(text: str) -> str:
    """The text without its pieces."""
    return _PIECE.sub("", text)
