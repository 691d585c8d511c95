"""Shows code: what was executed as it is written, what was not with its reason."""

from html import escape

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import Name, Operator, Punctuation, Text, Whitespace

EXECUTED, NOT_RUN = MARKS = ("highlight xent-executed", "highlight xent-norun")
_PLAIN = (Name, Operator, Punctuation, Whitespace)  # shown as text: most of a listing, and half of a page's elements


def executed(code: str) -> str:
    """A transcript whose every output was compared."""
    return f'<div class="{EXECUTED}">{_listing("pycon", code)}</div>'


def not_run(language: str, code: str, reason: str) -> str:
    """Code that nothing has checked, and why."""
    return f'<div class="{NOT_RUN}">{_listing(language, code)}<p>Not run: {escape(reason)}.</p></div>'


def count(html: str) -> int:
    """How many listings there are in this HTML."""
    return html.lower().count("<pre")


def unverified(html: str) -> int:
    """How many of them came from neither of the two above."""
    return count(html) - sum(html.count(f'<div class="{mark}"><pre') for mark in MARKS)


def _listing(language: str, code: str) -> str:
    tokens = get_lexer_by_name(language).get_tokens(code)
    coloured = ((Text if kind in _PLAIN else kind, text) for kind, text in tokens)
    spans = pygments.format(coloured, HtmlFormatter(nowrap=True))
    return f'<pre tabindex="0"><code>{spans}</code></pre>'
