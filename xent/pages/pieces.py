"""Pieces of HTML that a fence made, listings among them.

Each carries a mark of this build, so that no page can pass its own HTML off as executed.
"""

import re
import secrets
from collections.abc import Iterator
from html import escape
from typing import Any

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import Generic, Name, Operator, Punctuation, Text, Whitespace

ANCHOR = r'(<div id="[^"]*"></div>)'
_MARK = secrets.token_hex(8)
PIECE = re.compile(rf"<!--{_MARK} ([^>]*)-->(.*?)<!--/{_MARK}-->", re.DOTALL)  # its anchor, and its HTML
_PLAIN = (Name, Operator, Punctuation, Whitespace)  # shown as text: most of a listing, and half of a page's elements
_PROMPT = re.compile(r"^(?:>>> |\.\.\. )? *")
_NARROW = 36  # columns: a longer line is wrapped on a phone


def piece(html: str, anchor: str = "") -> str:
    """A block of HTML: a listing, an equation, a figure. The anchor is a place to link to."""
    return f"<!--{_MARK} {anchor}-->{html}<!--/{_MARK}-->"


def executed(code: str, inputs: str) -> str:
    """A transcript whose every output was compared; its inputs alone are copied, and the search leaves it out."""
    opening = f'<div class="highlight xent-executed" data-search-exclude data-copy="{escape(inputs)}">'
    return piece(f"{opening}{_listing('pycon', code)}</div>")


def noted(language: str, code: str, note: str) -> str:
    """Code that nothing has run here, and what is to be said of it."""
    said = f"{_listing(language, code)}<p>{escape(note)}.</p>"
    return piece(f'<div class="highlight xent-noted" data-search-exclude>{said}</div>')


def behind(code: str) -> str:
    """The code of a figure or a table, closed until the reader opens it."""
    return piece(
        '<details class="xent-code" data-search-exclude><summary>Show the code that made this</summary>'
        f'<div class="highlight">{_listing("python", code)}</div></details>'
    )


def _listing(language: str, code: str) -> str:
    spans = pygments.format(_tokens(language, code), HtmlFormatter(nowrap=True))
    lines = zip(code.removesuffix("\n").split("\n"), spans.removesuffix("\n").split("\n"), strict=True)
    return f'<pre tabindex="0"><code>{"".join(_line(*line) for line in lines)}</code></pre>'


def _tokens(language: str, code: str) -> Iterator[tuple[Any, str]]:
    """What is coloured, kind and text; a traceback down to the next prompt is output like any other."""
    inside = False
    for kind, text in get_lexer_by_name(language, stripnl=False).get_tokens(code):
        inside = kind is Generic.Traceback or (inside and kind is not Generic.Prompt)
        yield Generic.Output if inside else Text if kind in _PLAIN else kind, text


def _line(text: str, spans: str) -> str:
    """A line of a listing; where it may be wrapped, with the column at which it goes on: behind prompt and indent."""
    if len(text) <= _NARROW:
        return f"{spans}\n"
    column = len(text) - len(_PROMPT.sub("", text)) + 2
    return f'<span class="xent-line" style="--column: {column}ch">{spans}</span>\n'
