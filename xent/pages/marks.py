"""What the build made carries a mark of this build, so that no page can pass its own HTML off as executed."""

import re
import secrets

ANCHOR = r'(<div id="[^"]*"></div>)'
_MARK = secrets.token_hex(8)
PIECE = re.compile(rf"<!--{_MARK} ([^>]*)-->(.*?)<!--/{_MARK}-->", re.DOTALL)  # its anchor, and its HTML


def piece(html: str, anchor: str = "") -> str:
    """A block of HTML that a fence made: a listing, an equation, a figure. The anchor is a place to link to."""
    return f"<!--{_MARK} {anchor}-->{html}<!--/{_MARK}-->"
