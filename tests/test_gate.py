"""Every way to lie that we know of, each on a tiny page, stops the build and says where."""

import pytest
from building import convert, project, run
from mkdocs.exceptions import BuildError

RUN = '```pycon exec="1"\n{}\n```'
BLOCK = '```python exec="1"\n{}\n```'


def page(body, fence="{}"):
    return "# A page\n\n" + fence.format(body)


LIES = {
    # What a transcript claims.
    "changed output": (page(">>> 1 + 1\n3", RUN), 4, "the output differs: 1 + 1\n  expected: 3\n  got:      2"),
    "missing output": (page(">>> 1 + 1", RUN), 4, "expected: no output\n  got:      2"),
    "output of nothing": (page(">>> x = 1\n1", RUN), 4, "expected: 1\n  got:      no output"),
    "true for 1": (page(">>> 1 == 1\n1", RUN), 4, "expected: 1\n  got:      True"),
    "blanks": (page('>>> print("1  2")\n1 2', RUN), 4, "the output differs"),
    "exception": (page(">>> 1 / 0", RUN), 4, "ZeroDivisionError: division by zero"),
    "another exception": (page(">>> 1 / 0\nTraceback (most recent call last):\n    ...\nKeyError: 0", RUN), 4, "got:"),
    "printed before the exception": (
        page(
            '>>> print("x"); 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero',
            RUN,
        ),
        4,
        "got:      x",
    ),
    "syntax": (page(">>> 1 +", RUN), 4, "SyntaxError"),
    "exit": (page(">>> import sys\n>>> sys.exit(0)", RUN), 5, "SystemExit: 0"),
    "interrupt": (page(">>> raise KeyboardInterrupt", RUN), 4, "KeyboardInterrupt"),
    "warning": (
        page(">>> import numpy as np\n>>> -np.log(np.zeros(1))\narray([inf])", RUN),
        5,
        "RuntimeWarning: divide by zero",
    ),
    "warning in a destructor": (
        page(">>> class A:\n...     def __del__(self):\n...         1 / 0\n>>> a = A()\n>>> del a", RUN),
        8,
        "ignored in a destructor: ZeroDivisionError",
    ),
    "warning in a last destructor": (
        page(
            '>>> from warnings import warn\n>>> class A:\n...     def __del__(self): warn("late")\n>>> a = A()',
            RUN,
        ),
        8,
        "UserWarning: late",
    ),
    "exception in a thread": (
        page(">>> import threading\n>>> t = threading.Thread(target=lambda: 1 / 0)\n>>> t.start(); t.join()", RUN),
        6,
        "in a thread: ZeroDivisionError",
    ),
    "prose before the first prompt": (page("Hello\n>>> 1\n1", RUN), 4, "inputs and outputs only"),
    "prose after a blank line": (page(">>> 1\n1\n\nHello", RUN), 7, "got:      Hello"),
    "no prompt": (page("1 + 1", RUN), 4, "inputs and outputs only"),
    "empty transcript": (page("", RUN), 4, "this transcript is empty"),
    "comment with an output": (page(">>> # one\n2", RUN), 4, "this prompt has no input"),
    "prompt without a blank": (page(">>>1\n1", RUN), 4, "this is not a transcript"),
    "skip": (page(">>> 1  # doctest: +SKIP\n2", RUN), 4, "directives hide what is compared"),
    "ellipsis": (page(">>> 12345  # doctest: +ELLIPSIS\n1...", RUN), 4, "directives hide what is compared"),
    "ellipsis without a directive": (page(">>> 12345\n1...", RUN), 4, "the output differs"),
    "indented prompt": (page(">>> 1\n1\n >>> # two\n 2", RUN), 6, "this prompt has no input"),
    "unknown directive": (page(">>> 1  # doctest: +MAYBE\n1", RUN), 4, "this is not a transcript"),
    "too many digits": (page(">>> 1 / 3\n0.3333333333333333", RUN), 4, "at most 8 significant digits"),
    "borrowed variable": (page(">>> borrowed\n1", RUN), 4, "NameError"),
    # What a block does.
    "block raises": (
        page('x = 1\nraise ValueError("no")', BLOCK),
        5,
        "the block raises\n  expected: no exception\n  got:      ValueError: no",
    ),
    "block raises deep": (page("def f():\n    1 / 0\nf()", BLOCK), 5, "ZeroDivisionError"),
    "block has no syntax": (page("x = 1\nx +", BLOCK), 5, "SyntaxError"),
    "block exits": (page("import sys\nsys.exit(0)", BLOCK), 5, "SystemExit: 0"),
    "block warns": (page('import warnings\nwarnings.warn("hm")\nprint(1)', BLOCK), 4, "UserWarning: hm"),
    "block is silent": (page("x = 1", BLOCK), 4, "the block prints nothing"),
    "block prints a fence": (page('print("`" * 3 + "sh")', BLOCK), 4, "a block may not print"),
    "block prints a formula": (page('print("$" + "x$")', BLOCK), 4, "a block may not print"),
    "block prints LaTeX": (page(r'print("\\frac12")', BLOCK), 4, "a block may not print"),
    "block prints code": (page('print("<p" + "re>1</pre>")', BLOCK), 4, "a block may not print"),
    "block prints indented code": (page('print("    1 + 1")', BLOCK), 4, "this code stands in no fence"),
    # What a fence says of itself.
    "no exec": (page("```pycon\n>>> 1\n1\n```"), 3, 'expected: exec="…" or norun="…"\n  got:      no option'),
    "misspelt option": (page('```pycon exce="1"\n>>> 1\n1\n```'), 3, 'got:      exce="1"'),
    "unknown option": (page('```pycon exec="1" source="above"\n>>> 1\n1\n```'), 3, 'source="above"'),
    "hyphen in an option": (page('```python no-run="x"\n1\n```'), 3, "this is not a fence"),
    "misspelt value": (page('```pycon exec="yes"\n>>> 1\n1\n```'), 3, 'expected: exec="1"\n  got:      exec="yes"'),
    "option twice": (page('```pycon exec="1" exec="1"\n>>> 1\n1\n```'), 3, "an option is given twice"),
    "misspelt language": (page('```pycno exec="1"\n>>> 1\n1\n```'), 3, "unknown language"),
    "no language": (page("```\n1\n```"), 3, "this is not a fence"),
    "not run, no reason": (page('```sh norun=" "\nls\n```'), 3, "a fence that is not run says why"),
    "not run, nothing said": (page("```sh\nls\n```"), 3, 'expected: norun="…"'),
    "executed shell": (page('```sh exec="1"\nls\n```'), 3, 'expected: norun="…"'),
    "math that is not run": (page('```math norun="x"\nx\n```'), 3, "the options of a math fence"),
    "single quotes": (page("```pycon exec='1'\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "curly quotes": (page("```pycon exec=“1”\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "no quotes": (page("```pycon exec=1\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "braces": (page("```{.pycon exec=1}\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "blank before the language": (page('``` pycon exec="1"\n>>> 1\n1\n```'), 3, "this is not a fence"),
    "blanks at the end": (page('```pycon exec="1" \n>>> 1\n1\n```'), 3, "this is not a fence"),
    "tildes": (page('~~~pycon exec="1"\n>>> 1\n1\n~~~'), 3, "this is not a fence"),
    "not closed": (page('```pycon exec="1"\n>>> 1\n1'), 3, "this fence is not closed"),
    "closed with text": (page('```pycon exec="1"\n>>> 1\n1\n``` end'), 6, "this does not close the fence"),
    "closed too long": (page('```pycon exec="1"\n>>> 1\n1\n````'), 6, "this does not close the fence"),
    "closing mark alone": (page("text\n\n```"), 5, "this is not a fence"),
    "fence on a list's line": (page('- ```pycon exec="1"\n  >>> 1\n  1\n  ```'), 3, "this is not a fence"),
    "fence in a quote": (page('> ```pycon exec="1"\n> >>> 1\n> 1\n> ```'), 3, "this is not a fence"),
    "fence that leaves its list": (
        page('- a\n\n    ```pycon exec="1"\n    >>> 1\n  1\n    ```'),
        7,
        "this line leaves its fence",
    ),
    "fence that is indented code": (
        page('a\n\n    ```pycon exec="1"\n    >>> 1\n    1\n    ```'),
        6,
        "this code stands in no fence",
    ),
    "fence in a comment": (
        page('<!--\n```pycon exec="1"\n>>> 1\n1\n```\n-->'),
        1,
        "the page does not show every listing",
    ),
    "fence in a list by three spaces": (
        page('1. a\n\n   ```pycon exec="1"\n   >>> 1\n   1\n   ```'),
        5,
        "this is not a fence",
    ),
    "equation in a comment": (page("<!--\n```math\nH(p) = H(p)\n```\n-->"), 1, "the page does not show every equation"),
    "equation behind a style": (
        page("<style>\n\n```math\nH(p) = H(p)\n```"),
        1,
        "the page does not show every equation",
    ),
    "equation by hand": (
        page('<div class="xent-equation">0 = 1 ✓ 1</div>'),
        1,
        "the page does not show every equation",
    ),
    "equation that nobody foresaw": (
        page("```math\n" + "(" * 3000 + "1" + ")" * 3000 + " = 1\n```"),
        3,
        "this equation cannot be checked: RecursionError",
    ),
    # What stands outside the fences.
    "front matter that is none": ("---\ntitle: Two: one\n---\n\n# One", 1, "this front matter is no YAML"),
    "displayed in a sentence": (page(r"$\displaystyle 0 = 1$"), 3, "```math"),
    "MathML": (page('<math display="block"><mi>H</mi></math>'), 3, "```math"),
    "indented code": (page("text\n\n    1 + 1"), 5, "this code stands in no fence"),
    "raw pre": (page("<pre>1 + 1</pre>"), 3, "this code stands in no fence"),
    "raw PRE with attributes": (page('<div><PRE class="x">1 + 1</PRE></div>'), 3, "this code stands in no fence"),
    "unmatched dollar": (page("It costs $5."), 3, "is left in the text"),
    "two amounts": (page("From $5 to $6 each."), 3, "is left in the text"),
    "double dollars": (page("$$x$$"), 3, "```math"),
    "brackets": (page(r"\[x\]"), 3, "```math"),
    "parentheses": (page(r"\(x\)"), 3, "```math"),
    "begin": (page(r"\begin{align}x\end{align}"), 3, "```math"),
    "LaTeX in a sentence": (page(r"the \alpha of it"), 3, "is left in the text"),
    "LaTeX in raw HTML": (page("<div>\\frac12</div>"), 3, "is left in the text"),
    "prompt in a sentence": (page("Type >>> 1 here"), 3, "is left in the text"),
    "footnote that is none": (page("Text[^gone]."), 3, "is left in the text"),
    "link that is none": (page("A [link][gone]."), 3, "is left in the text"),
    "admonition that is none": (page("!! note\n\n    x"), 3, "is left in the text"),
    "attributes that are none": (page("A word { #here }"), 3, "is left in the text"),
    "math in a heading": (page("## On $x$"), 3, "a sentence or a math fence"),
    "unknown LaTeX in a sentence": (page(r"the $\foo$"), 3, 'Unknown command "\\foo"'),
    "unknown LaTeX displayed": (page("```math\n\\foo\n```"), 3, 'Unknown command "\\foo"'),
    "LaTeX that does not end": (page("```math\n\\frac{1\n```"), 3, "this LaTeX cannot be set"),
}


@pytest.mark.parametrize(("text", "line", "message"), LIES.values(), ids=LIES)
def test_a_lie_stops_the_build(text, line, message):
    with pytest.raises(BuildError) as told:
        convert(text)
    assert str(told.value).startswith(f"page:{line}: ")
    assert message in str(told.value)
    assert "\n  expected: " in str(told.value)
    assert "\n  got:      " in str(told.value)


HONEST = {
    "text": ("A [link](https://example.org) and *more*.", "<em>more</em>"),
    "list": ('* one $x$\n\n    ```pycon exec="1"\n    >>> 1 + 1\n    2\n    ```\n\n* two', "xent-executed"),
    "numbered list": (
        '1. one\n\n    1. in it $x$\n\n        ```pycon exec="1"\n        >>> 1\n        1\n        ```',
        "<math>",
    ),
    "table": ("| a | b |\n|---|---|\n| $x$ | `y` |", '<td><span class="xent-math"><math><mi>x</mi>'),
    "admonition": ('!!! note "On $x$"\n\n    ```pycon exec="1"\n    >>> 1\n    1\n    ```', "admonition-title"),
    "quote": ("> a formula $x$", "<blockquote>"),
    "tab": ('=== "One"\n\n    ```pycon exec="1"\n    >>> 1\n    1\n    ```\n\n=== "Two"\n\n    $x$', "tabbed-set"),
    "footnote": ("Text[^1].\n\n[^1]: with $x$", "footnote"),
    "dollars": ("From \\$5 to \\$6, `$x` and $y$.", "&#36;5 to &#36;6"),
    "code that shows marks": ("A `` ```math `` fence, `$$`, `\\frac` and `>>>`.", "<code>```math</code>"),
    "longer fence": ('````text norun="a sketch"\n```\n````', "Not run: a sketch."),
    "expected exception": (
        RUN.format(">>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero"),
        "gr",
    ),
    "blank line between examples": (RUN.format(">>> 1\n1\n\n>>> 2\n2"), "xent-executed"),
    "several lines": (RUN.format(">>> for i in (1, 2):\n...     print(i)\n1\n2"), "xent-executed"),
    "shared variable": (RUN.format(">>> x = 1") + "\n\n" + RUN.format(">>> x\n1"), "xent-executed"),
    "printed table": (BLOCK.format('print("| a |\\n|---|\\n| 1 |")'), "<td>1</td>"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "shown"), HONEST.values(), ids=HONEST)
def test_an_honest_page_passes(text, shown):
    assert shown in convert(text)


def test_a_variable_does_not_cross_pages():
    convert(RUN.format(">>> borrowed = 1\n>>> borrowed\n1"))
    with pytest.raises(BuildError, match="NameError"):
        convert(RUN.format(">>> borrowed\n1"))


def test_what_a_page_puts_into_the_module_checks_no_equation():
    changed = RUN.format(">>> import xent\n>>> xent.entropy = lambda p: 0.0")
    for text in (changed + "\n\n```math\nH(p) = 0\n```", "```math\nH(p) = 0\n```"):
        with pytest.raises(BuildError, match="this equation does not hold"):
            convert(text)


@pytest.mark.parametrize("flags", [("-q",), ("-q", "--strict"), ()], ids=" ".join)
def test_mkdocs_stops_and_says_the_true_line(tmp_path, flags):
    front = "---\ntitle: A page\n---\n\n"
    folder = project(tmp_path, index=front + LIES["changed output"][0])
    done = run(folder, "mkdocs", "build", *flags)
    assert done.returncode == 1
    assert "docs/index.md:8: the output differs: 1 + 1\n  expected: 3\n  got:      2" in done.stdout
