"""Shows code: what was executed as it is written, what was not with its reason, what drew a figure on demand."""

from functools import cache
from html import escape

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import Name, Operator, Punctuation, Text, Whitespace

from xent.pages.marks import piece

_lexer = cache(get_lexer_by_name)
_PLAIN = (Name, Operator, Punctuation, Whitespace)  # shown as text: most of a listing, and half of a page's elements


def executed(code: str) -> str:
    """A transcript whose every output was compared."""
    return piece(f'<div class="highlight xent-executed">{_listing("pycon", code)}</div>')


def not_run(language: str, code: str, reason: str) -> str:
    """Code that nothing has checked, and why."""
    return piece(f'<div class="highlight xent-norun">{_listing(language, code)}<p>Not run: {escape(reason)}.</p></div>')


def asked(code: str, whom: str) -> str:
    """Code that another machine ran, and when."""
    return piece(f'<div class="highlight xent-asked">{_listing("python", code)}<p>{escape(whom)}.</p></div>')


def behind(code: str) -> str:
    """The code of a figure or a table, closed until the reader opens it."""
    return piece(
        '<details class="xent-code" data-search-exclude><summary>Show the code</summary>'
        f'<div class="highlight">{_listing("python", code)}</div></details>'
    )


def _listing(language: str, code: str) -> str:
    tokens = _lexer(language).get_tokens(code)
    coloured = ((Text if kind in _PLAIN else kind, text) for kind, text in tokens)
    spans = pygments.format(coloured, HtmlFormatter(nowrap=True))
    return f'<pre tabindex="0"><code>{spans}</code></pre>'
