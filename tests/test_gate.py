"""Every way to lie that we know of, each on a tiny page, stops the build and says where."""

import builtins
import contextlib
import re
import sys
from pathlib import Path

import markdown_exec
import pytest
from building import ROOT, convert, project, run
from mkdocs.exceptions import BuildError

RUN = '```pycon exec="1"\n{}\n```'
BLOCK = '```python exec="1"\n{}\n```'

TITLED = """\
from xent.pages.figures import figure
with figure("{}", "what is seen") as ax:
    ax.plot([1, 2], [1, 2])
"""

STILL = """\
from xent.pages.figures import figure
from xent.pages.moving import Moving
with figure("A figure", "what is seen", moving=Moving()) as ax:
    ax.plot([1, 2], [1, 2])
"""


def page(body, fence="{}"):
    return "# A page\n\n" + fence.format(body)


# What a block may not reach: its code, and the line that is told.
REACHES = {
    "pieces of HTML": ("from xent.pages.figures import figure, piece\nprint(piece('<b>1</b>'))", 4),
    "pieces beside another name": ("from xent import entropy, pages\nprint(pages.pieces.piece('<b>1</b>'))", 4),
    "pieces over two lines": ("from xent import (\n    pages,\n)\nprint(pages.pieces.piece('<b>1</b>'))", 5),
    "pieces by another name": ("import xent as x\nprint(x.pages.pieces.piece('<b>1</b>'))", 5),
    "the mark of this build": ("from xent.pages.pieces import PIECE\nprint(1)", 4),
    "the rules": ("from xent.pages.faults import EXECUTED\nEXECUTED.clear()\nprint(1)", 4),
    "what reads the fences": ("from xent.pages.fences import Fence\nFence.examples = []\nprint(1)", 4),
    "the machinery": ("from xent.pages.equations import trial\ntrial.Trial.failures = print\nprint(1)", 4),
}

LIES = {
    "formula too deep to read": (
        page("$" + r"\sqrt{" * 400 + "x" + "}" * 400 + "$"),
        3,
        "this formula is not understood",
    ),
    "object that ends the build in peace": (
        page(">>> class A:\n...     def __deepcopy__(self, memo):\n...         raise SystemExit(0)\n>>> a = A()", RUN)
        + "\n\n"
        + BLOCK.format("print(a)"),
        11,
        "NameError: name 'a' is not defined",
    ),
    "object that was copied by halves": (
        page(">>> import threading\n>>> a = [1, threading.Lock(), 3]\n>>> b = a", RUN)
        + "\n\n"
        + BLOCK.format("print(len(b))"),
        10,
        "NameError: name 'b' is not defined",
    ),
    "names that a module is taught to have": (
        page(">>> import math\n>>> math.__getattr__ = lambda name: 7", RUN),
        5,
        "got:      math.__getattr__",
    ),
    "list that is none": (page("Text:\n* **One** is\n* **Two** is"), 4, "raw LaTeX or Markdown is left"),
    "folder that is gone": (
        page(">>> import os, tempfile\n>>> d = tempfile.mkdtemp()\n>>> os.chdir(d)\n>>> os.rmdir(d)", RUN),
        6,
        "got:      os.chdir",
    ),
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
    "syntax": (page(">>> 1 +", RUN), 4, "SyntaxError: invalid syntax"),
    "syntax that is shown": (
        page(">>> 1 +\nTraceback (most recent call last):\n    ...\nSyntaxError: invalid syntax", RUN),
        7,
        "this input is no Python",
    ),
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
        "ZeroDivisionError",
    ),
    "warning in a last destructor": (
        page(
            '>>> from warnings import warn\n>>> class A:\n...     def __del__(self): warn("late")\n>>> a = A()',
            RUN,
        ),
        7,
        "UserWarning: late",
    ),
    "exception in a thread": (
        page(">>> import threading\n>>> t = threading.Thread(target=lambda: 1 / 0)\n>>> t.start(); t.join()", RUN),
        6,
        "ZeroDivisionError",
    ),
    "exit in a thread": (
        page(">>> import sys, threading\n>>> t = threading.Thread(target=sys.exit)\n>>> t.start(); t.join()", RUN),
        6,
        "SystemExit",
    ),
    "destructor where nothing is told": (
        page(
            ">>> import sys\n>>> class A:\n...     def __del__(self): 1 / 0\n>>> sys.stderr = sys.stdout; A() and 0\n0",
            RUN,
        ),
        7,
        "ZeroDivisionError",
    ),
    "prose before the first prompt": (page("Hello\n>>> 1\n1", RUN), 4, "inputs and outputs only"),
    "prose after a blank line": (page(">>> 1\n1\n\nHello", RUN), 7, "got:      Hello"),
    "no prompt": (page("1 + 1", RUN), 4, "inputs and outputs only"),
    "empty transcript": (page("", RUN), 4, "this transcript is empty"),
    "transcript of a comment": (page(">>> # in words", RUN), 4, "SyntaxError: invalid syntax"),
    "comment with an output": (page(">>> # one\n2", RUN), 4, "SyntaxError: invalid syntax"),
    "prompt without a blank": (page(">>>1\n1", RUN), 4, "inputs and outputs only"),
    "skip": (page(">>> 1  # doctest: +SKIP\n2", RUN), 4, "an output is compared as it stands"),
    "ellipsis": (page(">>> 12345  # doctest: +ELLIPSIS\n1...", RUN), 4, "an output is compared as it stands"),
    "ellipsis without a directive": (page(">>> 12345\n1...", RUN), 4, "the output differs"),
    "indented prompt": (page(">>> 1\n1\n >>> # two\n 2", RUN), 6, "inputs and outputs only"),
    "continuation that is none": (page(">>> x = 1\n...x", RUN), 5, "inputs and outputs only"),
    "unknown directive": (page(">>> 1  # doctest: +MAYBE\n1", RUN), 4, "an output is compared as it stands"),
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
    "block compiles what has no syntax": (page('x = 1\ncompile("1 +", "", "eval")', BLOCK), 5, "SyntaxError"),
    "block leaves a destructor": (
        page("import math\nclass A:\n    def __del__(self):\n        math.tau = 9\na = A()\nprint(1)", BLOCK),
        7,
        "math.tau",
    ),
    "block raises what is no truth": (
        page("class E(Exception):\n    __len__ = lambda self: 0\nprint(1)\nraise E", BLOCK),
        7,
        "the block raises",
    ),
    "block exits": (page("import sys\nsys.exit(0)", BLOCK), 5, "SystemExit: 0"),
    "block warns": (page('import warnings\nwarnings.warn("hm")\nprint(1)', BLOCK), 4, "UserWarning: hm"),
    "block is silent": (page("x = 1", BLOCK), 4, "the block prints nothing"),
    "block prints a fence": (page('print("`" * 3 + "sh")', BLOCK), 4, "a block may not print"),
    "block prints a formula": (page('print("$" + "x$")', BLOCK), 4, "a block may not print"),
    "block prints LaTeX": (page(r'print("\\frac12")', BLOCK), 4, "a block may not print"),
    "block prints code": (page('print("<p" + "re>1</pre>")', BLOCK), 4, "raw HTML can hide"),
    "block prints a listing in one of several classes": (
        page("print('<div class=\"big xent-executed\">1</div>')", BLOCK),
        4,
        "raw HTML can hide",
    ),
    "block prints a formula's element": (page('print("<math><mn>1</mn></math>")', BLOCK), 4, "raw HTML can hide"),
    "block prints a figure of its own": (page('print("<svg><text>1</text></svg>")', BLOCK), 4, "raw HTML can hide"),
    "block prints a comment that ends soon": (
        page('print("a <!-- x --!> <em>y</em> -->")', BLOCK),
        4,
        "raw HTML can hide",
    ),
    "block prints a tick": (page('print("✓ 1")', BLOCK), 4, "or it looks like another one"),
    "block prints a script": (
        page('print("y <script>x</script>")', BLOCK),
        4,
        "raw HTML can hide or change what is shown",
    ),
    "block prints nan": (page('print("| nan |")', BLOCK), 4, "the block prints a nan"),
    "block prints an empty element": (page('print("<p>&nbsp;</p>")', BLOCK), 4, "raw HTML can hide"),
    "block prints a comment": (page('print("<!-- 1 -->")', BLOCK), 4, "raw HTML can hide"),
    "axes with nothing finite": (
        page(
            "from xent.pages.figures import figure\nwith figure('A', 'seen') as ax:\n    ax.plot([float('nan')], [1])",
            BLOCK,
        ),
        5,
        "ValueError: nothing finite is drawn on the axes",
    ),
    "bars of nothing finite": (
        page(
            "from xent.pages.figures import figure\nwith figure('A', 'seen') as ax:\n    ax.bar([1], [float('nan')])",
            BLOCK,
        ),
        5,
        "ValueError: nothing finite is drawn on the axes",
    ),
    "block writes to standard error": (
        page('import sys\nprint(1)\nprint("hm", file=sys.stderr)', BLOCK),
        4,
        "the code warns\n  expected: no warning, nothing on standard error\n  got:      hm",
    ),
    "block asserts a falsehood": (page("print(1)\nassert 1 == 2", BLOCK), 5, "AssertionError"),
    # What a block does stays in it.
    "block rebinds a name": (
        page(">>> x = 1", RUN) + "\n\n" + BLOCK.format("x = 2\nprint(x)") + "\n\n" + RUN.format(">>> x\n2"),
        13,
        "got:      1",
    ),
    "block changes a value": (
        page(">>> x = [1]", RUN)
        + "\n\n"
        + BLOCK.format("x.append(2)\nprint(x)")
        + "\n\n"
        + RUN.format(">>> x\n[1, 2]"),
        13,
        "got:      [1]",
    ),
    "block changes a name through a function": (
        page(">>> x = 1\n>>> def f():\n...     global x\n...     x = 2", RUN)
        + "\n\n"
        + BLOCK.format("f()\nprint(x)")
        + "\n\n"
        + RUN.format(">>> x\n2"),
        16,
        "got:      1",
    ),
    "block imports for the transcripts": (
        page("import math\nprint(math.pi)", BLOCK) + "\n\n" + RUN.format(">>> math.floor(2.5)\n2"),
        9,
        "NameError: name 'math' is not defined",
    ),
    "block sets print options": (
        page("import numpy as np\nnp.set_printoptions(precision=2)\nprint(1)", BLOCK)
        + "\n\n"
        + RUN.format(">>> import numpy as np\n>>> np.array([0.1234])\narray([0.12])"),
        11,
        "got:      array([0.1234])",
    ),
    "block sets the errstate": (
        page('import numpy as np\n_ = np.seterr(divide="ignore")\nprint(1)', BLOCK)
        + "\n\n"
        + RUN.format(">>> import numpy as np\n>>> np.log(np.zeros(1))\narray([-inf])"),
        11,
        "RuntimeWarning: divide by zero",
    ),
    "block sets the decimal context": (
        page("import decimal\ndecimal.getcontext().prec = 2\nprint(1)", BLOCK)
        + "\n\n"
        + RUN.format(">>> from decimal import Decimal\n>>> Decimal(1) / 8 / 2\nDecimal('0.062')"),
        11,
        "got:      Decimal('0.0625')",
    ),
    "block seeds the random state": (
        page("import random\nrandom.seed(1)\nprint(1)", BLOCK)
        + "\n\n"
        + RUN.format(">>> import random\n>>> round(random.random(), 6)\n0.134364"),
        11,
        "the output differs",
    ),
    "block seeds numpy's random state": (
        page("import numpy as np\nnp.random.seed(1)\nprint(1)", BLOCK)
        + "\n\n"
        + RUN.format('>>> import numpy as np\n>>> print(f"{np.random.random():.6f}")\n0.417022'),
        11,
        "the output differs",
    ),
    "random numbers that nobody seeded": (
        page(">>> import random\n>>> round(random.random(), 6)\n0.844422", RUN),
        5,
        "the output differs",
    ),
    "numpy's random numbers that nobody seeded": (
        page('>>> import numpy as np\n>>> print(f"{np.random.random():.6f}")\n0.548814', RUN),
        5,
        "the output differs",
    ),
    "block changes a class": (
        page(">>> class A:\n...     n = 1", RUN)
        + "\n\n"
        + BLOCK.format("A.n = 2\nprint(A.n)")
        + "\n\n"
        + RUN.format(">>> A.n\n2"),
        14,
        "got:      1",
    ),
    "block changes a default": (
        page(">>> def f(seen=[]):\n...     return seen", RUN)
        + "\n\n"
        + BLOCK.format("f().append(2)\nprint(f())")
        + "\n\n"
        + RUN.format(">>> f()\n[2]"),
        14,
        "got:      []",
    ),
    "block imports below a package": (
        page(">>> import wsgiref", RUN)
        + "\n\n"
        + BLOCK.format("import wsgiref.util\nprint(1)")
        + "\n\n"
        + RUN.format(">>> wsgiref.util.__name__\n'wsgiref.util'"),
        13,
        "AttributeError: module 'wsgiref' has no attribute 'util'",
    ),
    # What a page does to what another page meets.
    "two figures of one name": (page(2 * TITLED.format("One name"), BLOCK), 3, "two parts of the page have one name"),
    "two figures of one word": (page(2 * TITLED.format("Losses"), BLOCK), 3, "two parts of the page have one name"),
    "a figure that says nothing": (page(STILL, BLOCK), 6, "a figure that moves says in words what is seen"),
    "a figure of its own": (
        page("import matplotlib.pyplot as plt\nplt.plot([1, 2])", BLOCK),
        4,
        "expected: with figure(…) as ax:",
    ),
    "settings of all figures": (
        page(">>> import matplotlib as mpl\n>>> mpl.rcParams['font.size'] = 3.5", RUN),
        4,
        "expected: with figure(…) as ax:",
    ),
    "a figure without a name": (page(TITLED.format("σ"), BLOCK), 5, "a figure is named by the letters of its title"),
    "page patches math": (page(">>> import math\n>>> math.pi = 3", RUN), 5, "got:      math.pi"),
    "page patches numpy": (page(">>> import numpy as np\n>>> np.abs = np.exp", RUN), 5, "got:      numpy.abs"),
    "page patches a deeper module": (
        page(">>> import numpy.linalg\n>>> numpy.linalg.norm = None", RUN),
        5,
        "got:      numpy.linalg.norm",
    ),
    "page patches the builtins": (
        page(">>> import builtins\n>>> builtins.abs = len", RUN),
        5,
        "got:      builtins.abs",
    ),
    "page puts a module in a function's place": (
        page(">>> import json\n>>> json.dumps = json", RUN),
        5,
        "got:      json.dumps",
    ),
    "page patches sys": (page(">>> import sys\n>>> sys.path.append('x')", RUN), 5, "got:      sys.path"),
    "page replaces a module": (page(">>> import sys\n>>> sys.modules['math'] = sys", RUN), 5, "sys.modules['math']"),
    "page patches xent": (page(">>> import xent\n>>> xent.entropy = lambda p: 0.0", RUN), 5, "got:      xent.entropy"),
    "page patches the machinery": (
        page(">>> from xent.pages.figures import figure\n>>> figure.__wrapped__.__globals__['INK'] = 'red'", RUN),
        5,
        "got:      xent.pages.figures.INK",
    ),
    **{
        f"block reaches for {what}": (page(code, BLOCK), line, "what executes a page is not for its code")
        for what, (code, line) in REACHES.items()
    },
    "page reaches for its own builtins": (
        page(">>> __builtins__['abs'] = len", RUN),
        4,
        "got:      builtins.abs",
    ),
    "block patches a module": (page("import math\nmath.pi = 3\nprint(1)", BLOCK), 5, "got:      math.pi"),
    "block patches a module for another block": (
        page(
            'import math\nmath.pi = 3\nprint(1)\n```\n\n```python exec="1"\n'
            "import math\nprint(math.pi)\nmath.pi = 3.141592653589793",
            BLOCK,
        ),
        5,
        "got:      math.pi",
    ),
    "page patches a private builtin": (
        page(">>> import builtins\n>>> builtins.__build_class__ = len", RUN),
        5,
        "got:      builtins.__build_class__",
    ),
    "page patches what nobody imported before": (
        page(">>> import colorsys\n>>> colorsys.ONE_THIRD = 9", RUN),
        5,
        "got:      colorsys.ONE_THIRD",
    ),
    "page patches what comes from a package": (
        page(">>> from wsgiref import headers\n>>> headers.Headers = 9", RUN),
        5,
        "got:      wsgiref.headers.Headers",
    ),
    "page patches behind an import that fails": (
        page(
            ">>> import gone\nTraceback (most recent call last):\n    ...\n"
            "ModuleNotFoundError: No module named 'gone'\n>>> import sched\n>>> sched.Event = 9",
            RUN,
        ),
        9,
        "got:      sched.Event",
    ),
    "page patches what an import that fails has left": (
        page(
            ">>> import sys\n>>> try:\n...     import fileinput.gone\n... except ImportError:\n"
            "...     sys.modules['fileinput'].input = 9",
            RUN,
        ),
        8,
        "got:      fileinput.input",
    ),
    "page patches what the builtins import": (
        page(">>> import builtins\n>>> builtins.__import__('modulefinder').test = 9", RUN),
        5,
        "got:      modulefinder.test",
    ),
    "destructor patches at the end": (
        page(
            ">>> import math\n>>> class A:\n...     def __del__(self):\n...         math.tau = 9\n>>> a = A()",
            RUN,
        ),
        7,
        "got:      math.tau",
    ),
    "page sets the environment": (page(">>> import os\n>>> os.environ['XENT'] = '1'", RUN), 5, "got:      os.environ"),
    "page changes the folder": (page(">>> import os\n>>> os.chdir('/')", RUN), 5, "got:      os.chdir"),
    "transcript writes to standard error": (
        page(">>> import sys\n>>> _ = sys.stderr.write('hm')", RUN),
        5,
        "got:      hm",
    ),
    # What a reader cannot see.
    "comment with a result": (page(">>> 1 + 1  # 3\n2", RUN), 4, "a comment states a result"),
    "comment with a result in words": (page(">>> 1 / 3 > 0  # False\nTrue", RUN), 4, "a comment states a result"),
    "comment alone with a result": (page(">>> # gives 3\n>>> 1 + 1\n2", RUN), 4, "a comment states a result"),
    "comment with a result in a block": (page("print(1 + 1)  # = 3", BLOCK), 4, "a comment states a result"),
    "comment with a fraction": (page("print(1 / 2)  # gives ½", BLOCK), 4, "a comment states a result"),
    "comment with a number in brackets": (page("print(1)  # (12345)", BLOCK), 4, "a comment states a result"),
    "variation selector": (page(">>> x\ufe00 = 1", RUN), 4, "U+FE00, VARIATION SELECTOR-1"),
    "blank pattern": (page(">>> x = '\u2800'", RUN), 4, "U+2800, BRAILLE PATTERN BLANK"),
    "right to left in a reason": (page('```sh norun="\u202ex"\nls\n```'), 3, "U+202E, RIGHT-TO-LEFT OVERRIDE"),
    "block prints what nobody sees": (page('print("a&#8203;b")', BLOCK), 4, "U+200B, ZERO WIDTH SPACE"),
    "block prints a line end that nobody sees": (page('print("a" + chr(0x2028) + "b")', BLOCK), 4, "U+2028"),
    "block prints nan by its number": (page('print("| &#110;an |")', BLOCK), 4, "the block prints a nan"),
    "zero width": (page(">>> x = '1\u200b'", RUN), 4, "U+200B, ZERO WIDTH SPACE"),
    "right to left": (page(">>> x = '\u202e1'", RUN), 4, "U+202E, RIGHT-TO-LEFT OVERRIDE"),
    "control character": (page(">>> x = '\x08'", RUN), 4, "U+0008, a control character"),
    "zero width in a sentence": (page("one\u200btwo"), 3, "no reader sees this character"),
    "zero width in an equation": (page("```math\nH(p)\u200b = H(p)\n```"), 4, "no reader sees this character"),
    "letter that looks like another": (page(">>> \u0430 = 1", RUN), 4, "CYRILLIC SMALL LETTER A"),
    "one letter that looks like two": (page(">>> x = '\u01c6'", RUN), 4, "LATIN SMALL LETTER DZ WITH CARON"),
    "digit that looks like another": (page(">>> x = '\uff11'", RUN), 4, "FULLWIDTH DIGIT ONE"),
    "look-alike in an equation": (page("```math\nH(\u0440) = H(p)\n```"), 4, "CYRILLIC SMALL LETTER ER"),
    "wide listing": (page(">>> x = '" + "x" * 70 + "'", RUN), 4, "at most 78 columns\n  got:      >>> x = 'xxx"),
    "wide block": (page("print('" + "x" * 72 + "')", BLOCK), 4, "at most 78 columns"),
    "wide listing that is not run": (page('```sh norun="x"\n' + "x" * 79 + "\n```"), 4, "at most 78 columns"),
    "block prints indented code": (page('print("    1 + 1")', BLOCK), 4, "this listing stands in no fence"),
    # What a fence says of itself.
    "no exec": (page("```pycon\n>>> 1\n1\n```"), 3, 'expected: exec="1" or norun="the reason"\n  got:      no option'),
    "misspelt option": (page('```pycon exce="1"\n>>> 1\n1\n```'), 3, 'got:      exce="1"'),
    "unknown option": (page('```pycon exec="1" source="above"\n>>> 1\n1\n```'), 3, 'source="above"'),
    "hyphen in an option": (page('```python no-run="x"\n1\n```'), 3, "this is not a fence"),
    "misspelt value": (page('```pycon exec="yes"\n>>> 1\n1\n```'), 3, 'got:      exec="yes"'),
    "option twice": (page('```pycon exec="1" exec="1"\n>>> 1\n1\n```'), 3, "the options of a pycon fence, each once"),
    "misspelt language": (page('```pycno exec="1"\n>>> 1\n1\n```'), 3, "unknown language"),
    "no language": (page("```\n1\n```"), 3, "this is not a fence"),
    "an option twice": (
        page('```math given="a: real" given="b: real"\na = a\n```'),
        3,
        'each once\n  expected: given="…"',
    ),
    "more input behind an output": (page(">>> 1\n1\n... + 1", RUN), 6, "a transcript holds inputs and outputs only"),
    "a formula that is not understood": (page(r"Here $\color{red}{a}$."), 3, "this formula is not understood"),
    "not run, no reason": (page('```sh norun=" "\nls\n```'), 3, 'expected: norun="the reason"'),
    "not run, nothing said": (page("```sh\nls\n```"), 3, 'expected: norun="the reason"'),
    "executed shell": (page('```sh exec="1"\nls\n```'), 3, 'expected: norun="the reason"'),
    "math that is not run": (page('```math norun="x"\nx\n```'), 3, "the options of a math fence"),
    "single quotes": (page("```pycon exec='1'\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "curly quotes": (page("```pycon exec=“1”\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "no quotes": (page("```pycon exec=1\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "braces": (page("```{.pycon exec=1}\n>>> 1\n1\n```"), 3, "this is not a fence"),
    "blank before the language": (page('``` pycon exec="1"\n>>> 1\n1\n```'), 3, "this is not a fence"),
    "blanks at the end": (page('```pycon exec="1" \n>>> 1\n1\n```'), 3, "this is not a fence"),
    "tildes": (page('~~~pycon exec="1"\n>>> 1\n1\n~~~'), 3, "this is not a fence"),
    "not closed": (page('```pycon exec="1"\n>>> 1\n1'), 3, "this fence is not closed"),
    "closed with text": (
        page('```pycon exec="1"\n>>> 1\n1\n``` end'),
        6,
        "neither stands in its fence nor closes it",
    ),
    "closed too long": (
        page('```pycon exec="1"\n>>> 1\n1\n````'),
        6,
        "neither stands in its fence nor closes it",
    ),
    "closing mark alone": (page("text\n\n```"), 5, "this is not a fence"),
    "fence on a list's line": (page('- ```pycon exec="1"\n  >>> 1\n  1\n  ```'), 3, "this is not a fence"),
    "fence in a quote": (page('> ```pycon exec="1"\n> >>> 1\n> 1\n> ```'), 3, "this is not a fence"),
    "fence that leaves its list": (
        page('- a\n\n    ```pycon exec="1"\n    >>> 1\n  1\n    ```'),
        7,
        "neither stands in its fence nor closes it",
    ),
    "fence that is indented code": (
        page('a\n\n    ```pycon exec="1"\n    >>> 1\n    1\n    ```'),
        5,
        "what this fence made does not stand on the page",
    ),
    "fence in a comment": (page('<!--\n```pycon exec="1"\n>>> 1\n1\n```\n-->'), 3, "raw HTML can hide"),
    "fence in a list by three spaces": (
        page('1. a\n\n   ```pycon exec="1"\n   >>> 1\n   1\n   ```'),
        5,
        "this is not a fence",
    ),
    "equation in a comment": (page("<!--\n```math\nH(p) = H(p)\n```\n-->"), 3, "raw HTML can hide"),
    "fence in a raw element": (page('<textarea>\n\n```pycon exec="1"\n>>> 1\n1\n```'), 3, "raw HTML can hide"),
    "fence behind a style": (page('<style>\n\n```pycon exec="1"\n>>> 1\n1\n```'), 3, "raw HTML can hide"),
    "equation by hand": (page('<div class="xent-equation">0 = 1</div>'), 3, "raw HTML can hide"),
    "equation by attributes": (page("0 = 1\n{ .xent-equation }"), 4, "is left in the text"),
    "listing by attributes": (page("0 = 1\n{ .big .highlight }"), 4, "is left in the text"),
    "tick in a sentence": (page("It holds. ✓"), 3, "this tick stands under no equation"),
    "figure by hand": (page("<svg><text>1</text></svg>"), 3, "raw HTML can hide"),
    "script": (page("<script>x</script>"), 3, "raw HTML can hide or change what is shown"),
    "style": (page("<style>p { color: white }</style>"), 3, "raw HTML can hide or change what is shown"),
    "frame": (page('<iframe src="x"></iframe>'), 3, "raw HTML can hide or change what is shown"),
    "style of an element": (page('<p style="color: white">x</p>'), 3, "raw HTML can hide or change what is shown"),
    "hidden": (page("<p hidden>x</p>"), 3, "raw HTML can hide or change what is shown"),
    "box that hides": (page("!!! md-hidden\n\n    x"), 3, "a box of this kind can hide what is shown"),
    "box in a quote": (page("> !!! tabbed-block\n>\n>     x"), 3, "a box of this kind can hide what is shown"),
    "box in a list": (page("Text.\n\n* !!! headerlink\n\n        x"), 5, "a box of this kind can hide what is shown"),
    "box that is taken for a listing": (
        page('print("* !!! highlight xent-executed")', BLOCK),
        4,
        "a box of this kind can hide what is shown",
    ),
    "box of two kinds": (page('* x\n\n    !!! note md-hidden "T"'), 5, "a box of this kind can hide what is shown"),
    "attribute given twice": (
        page('<p style="color: white" style="text-align: left;">x</p>'),
        3,
        "raw HTML can hide or change what is shown",
    ),
    "handler": (page('<img src="x" onerror="y">'), 3, "raw HTML can hide or change what is shown"),
    "script in an address": (page('<a href="javascript:x">y</a>'), 3, "raw HTML can hide or change what is shown"),
    "tab": (page('=== "One"\n\n    1'), 3, "raw LaTeX or Markdown is left"),
    "comment": (page("Text\n\n<!-- a note -->"), 5, "raw HTML can hide"),
    "comment that ends at once": (page("a <!--> <svg><text>0 = 1</text></svg> -->"), 3, "raw HTML can hide"),
    "comment that ends soon": (page("a <!---> <p hidden>x</p> -->"), 3, "raw HTML can hide"),
    "comment that ends by a mark": (page("a <!-- --!> <p hidden>x</p> -->"), 3, "raw HTML can hide"),
    "data of another language": (page("a <![CDATA[ > 0 = 1 ]]> b"), 3, "raw HTML can hide"),
    "script in a link": (page("[x](javascript:alert)"), 3, "this address is of no page"),
    "script in a link to elsewhere": (page("[x][y]\n\n[y]: JavaScript:alert"), 5, "this address is of no page"),
    "data in a link": (page("[x](data:text/html,y)"), 3, "this address is of no page"),
    "data in a picture": (page("![x](data:image/png;base64,y)"), 3, "this address is of no page"),
    "a formula in a link's title": (page('[x](y.md "on $x$")'), 3, "a formula stands in a heading or a title"),
    "script behind a blank": (page("[x](&#32;javascript:alert)"), 3, "this address is of no page"),
    "code in a formula": (page(r"It is $\text{`a`}$."), 3, "this formula is not understood"),
    "script with a line's end": (page("[x](java&#10;script:alert)"), 3, "no reader sees this character"),
    "script by its number": (page("[x](java&#115;cript:alert)"), 3, "this address is of no page"),
    "two parts of one name": (
        page(2 * '```math name="twice"\n1 = 1\n```\n\n'),
        7,
        "two parts of the page have one name",
    ),
    "tag behind an escaped backtick": (page("\\`<script>x</script>"), 3, "raw HTML can hide"),
    "tag between amounts": (page("$5 <script>x</script> $6"), 3, "raw LaTeX or Markdown is left"),
    "tick by its number": (page("It holds. &#10003;"), 3, "this tick stands under no equation"),
    "dollar by its number": (page("It costs &#36;5."), 3, "is left in the text"),
    "hidden field": (page('<input type="hidden" name="x">'), 3, "raw HTML can hide or change what is shown"),
    "code that does not begin": (page("It is 1.</code>"), 3, "raw HTML can hide"),
    "code that does not end": (page("Text.\n\nIt is <code>1."), 5, "raw HTML can hide"),
    "listing with nothing in it": (page("Text.\n\n<pre></pre>"), 5, "raw HTML can hide"),
    "prompt in an element": (page("<code>&gt;&gt;&gt; 1 + 1<br>3</code>"), 3, "raw HTML can hide"),
    "heavy tick": (page("It holds. ✔"), 3, "this tick stands under no equation"),
    "equation that nobody foresaw": (
        page("```math\n" + "(" * 3000 + "1" + ")" * 3000 + " = 1\n```"),
        3,
        "this equation cannot be checked\n  expected: what can be executed\n  got:      RecursionError",
    ),
    # What stands outside the fences.
    "a name that is HTML": (page('```math name="> --><b>x</b><!--"\n1 = 1\n```'), 3, "the options of a math fence"),
    "a formula in an alternative text": (
        page("![the curve of $x$](x.svg)"),
        3,
        "a formula stands in a heading or a title",
    ),
    "a class of the theme": (page("*not*{.md-toggle}"), 3, "is left in the text"),
    "a tick in a formula": (page("It is $0 = 1\\quad ✓$."), 3, "this tick stands in a formula"),
    "a list that is none": (page("Text:\n* one"), 4, "raw LaTeX or Markdown is left in the text"),
    "stars that a block prints": (page("print('2*3*4 = 24')", BLOCK), 4, "Markdown takes this sign away"),
    "digits before a letter": (page(">>> 1j / 3\n0.3333333333333333j", RUN), 4, "at most 8 significant digits"),
    "a patch behind its name in prose": (
        page("`math.pi` is read here.\n\n" + RUN.format(">>> import math\n>>> math.pi = 3")),
        7,
        "got:      math.pi",
    ),
    "front matter that is none": ("---\ntitle: Two: one\n---\n\n# One", 1, "this front matter is no YAML"),
    "displayed in a sentence": (page(r"$\displaystyle 0 = 1$"), 3, "```math"),
    "MathML": (page('<math display="block"><mi>H</mi></math>'), 3, "raw HTML can hide"),
    "indented code": (page("text\n\n    1 + 1"), 5, "this listing stands in no fence"),
    "raw pre": (page("<pre>1 + 1</pre>"), 3, "raw HTML can hide"),
    "raw PRE with attributes": (page('<div><PRE class="x">1 + 1</PRE></div>'), 3, "raw HTML can hide"),
    "unmatched dollar": (page("It costs $5."), 3, "is left in the text"),
    "two amounts": (page("From $5 to $6 each."), 3, "is left in the text"),
    "double dollars": (page("$$x$$"), 3, "```math"),
    "brackets": (page(r"\[x\]"), 3, "```math"),
    "parentheses": (page(r"\(x\)"), 3, "```math"),
    "begin": (page(r"\begin{align}x\end{align}"), 3, "```math"),
    "LaTeX in a sentence": (page(r"the \alpha of it"), 3, "is left in the text"),
    "LaTeX in raw HTML": (page("<div>\\frac12</div>"), 3, "raw HTML can hide"),
    "prompt in a sentence": (page("Type >>> 1 here"), 3, "a prompt stands in a sentence"),
    "prompt between backticks": (page("`>>> 1 + 1` gives 3"), 3, "a prompt stands in a sentence"),
    "prompt that is a quotation": (page(">>> 1 + 1\n3"), 3, "a prompt stands in a sentence"),
    "a path": (page(r"In C:\Users it is."), 3, r"write \$, or put code between backticks"),
    "a format": (page("Print {:.2f} of it."), 3, "is left in the text"),
    "a variable": (page("Set $HOME first."), 3, "is left in the text"),
    "footnote that is none": (page("Text[^gone]."), 3, "is left in the text"),
    "link that is none": (page("A [link][gone]."), 3, "is left in the text"),
    "admonition that is none": (page("!! note\n\n    x"), 3, "is left in the text"),
    "attributes that are none": (page("A word { #here }"), 3, "is left in the text"),
    "math in a heading": (page("## On $x$"), 3, "a formula stands in a heading or a title"),
    "math in a heading that is underlined": (page("On $x$\n------"), 3, "a formula stands in a heading or a title"),
    "math in a heading in a quote": (page("> ## On $x$"), 3, "a formula stands in a heading or a title"),
    "blank line in an output": (page('>>> print("a\\n\\nb")\na\n\nb', RUN), 7, "<BLANKLINE> for an empty line"),
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
    "signs behind markup": (
        "The *loss* - `x` + one, $x$ - see [it](https://a.org) - **a** | b, 1. *c* * d.",
        "<em>loss</em> - ",
    ),
    "signs that begin no line": (
        "It moves by **+ 5** points.\n\n| a | b |\n|---|---|\n| - 5 | *+ 1* |",
        "<td>- 5</td>",
    ),
    "object that cannot be copied": (
        RUN.format(
            ">>> class A:\n...     def __init__(self):\n...         self.x = {}\n"
            "...     def __getattr__(self, name):\n...         return self.x[name]\n>>> a = A()"
        )
        + "\n\n"
        + BLOCK.format("print(1)"),
        "xent-executed",
    ),
    "text": ("A [link](https://example.org) and *more*.", "<em>more</em>"),
    "addresses and titles": ('[x](mailto:a@b.org "Note: to *me*"), ![Note: y](y.svg)', "mailto:a@b.org"),
    "boxes": ('!!! Note\n\n    x\n\n!!! tip "The "best" one"\n\n    y', 'class="admonition tip"'),
    "list": ('* one $x$\n\n    ```pycon exec="1"\n    >>> 1 + 1\n    2\n    ```\n\n* two', "xent-executed"),
    "numbered list": (
        '1. one\n\n    1. in it $x$\n\n        ```pycon exec="1"\n        >>> 1\n        1\n        ```',
        "<math>",
    ),
    "named equation in a list": (
        '* a\n\n    ```math name="x"\n    1 = 1\n    ```',
        '<div id="eq-x"></div>',
    ),
    "table": ("| a | b |\n|---|---|\n| $x$ | `y` |", '<td><span class="xent-math"><math><mi>x</mi>'),
    "admonition": ('!!! note "On $x$"\n\n    ```pycon exec="1"\n    >>> 1\n    1\n    ```', "admonition-title"),
    "quote": ("> a formula $x$", "<blockquote>"),
    "footnote": ("Text[^1].\n\n[^1]: with $x$", "footnote"),
    "dollars": ("From \\$5 to \\$6, `$x` and $y$.", "From $5 to $6"),
    "code that shows marks": ("A `` ```math `` fence, `$$`, `\\frac` and `>>>`.", "<code>```math</code>"),
    "a transcript that is not run": ('```pycon norun="a sketch"\n>>> 1 + 1\n3\n```', "Not run: a sketch."),
    "a quotation that begins with a function": (
        '```math unchecked="quotation"\nH(p,q) = -H(p,q)\n```',
        "not checked: quotation",
    ),
    "longer fence": ('````text norun="a sketch"\n```\n````', "Not run: a sketch."),
    "expected exception": (
        RUN.format(">>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero"),
        '<span class="go">ZeroDivisionError: division by zero</span>',
    ),
    "blank lines in a list's transcript": (
        '* one\n\n    ```pycon exec="1"\n    >>> 1\n    1\n\n    >>> 2\n    2\n      \n    ```',
        "xent-executed",
    ),
    "blank line between examples": (RUN.format(">>> 1\n1\n\n>>> 2\n2"), "xent-executed"),
    "several lines": (RUN.format(">>> for i in (1, 2):\n...     print(i)\n1\n2"), "xent-executed"),
    "last value": (RUN.format(">>> 1 + 1\n2\n>>> _ * 2\n4"), "xent-executed"),
    "shared variable": (RUN.format(">>> x = 1") + "\n\n" + RUN.format(">>> x\n1"), "xent-executed"),
    "printed table": (BLOCK.format('print("| a |\\n|---|\\n| 1 |")'), "<td>1</td>"),
    "nothing": ("", ""),
    "long whole number": (RUN.format(">>> 2**40\n1099511627776"), "1099511627776"),
    "blank line in an output": (RUN.format('>>> print("a\\n\\nb")\na\n<BLANKLINE>\nb'), "BLANKLINE"),
    "bare continuation": (RUN.format(">>> for i in (1, 2):\n...     print(i)\n...\n1\n2"), "xent-executed"),
    "step number in a comment": (RUN.format(">>> 1 + 1  # (1), both terms\n2"), "xent-executed"),
    "accents and Greek in a string": (RUN.format(">>> name = 'Poincaré, σ₀ − ½'"), "xent-executed"),
    "number sign in a string": (RUN.format('>>> x = "# 1"'), "xent-executed"),
    "print with its options": (BLOCK.format('print("a", "b", sep="|", flush=True)'), "a|b"),
    "assertion": (BLOCK.format("assert 1 + 1 == 2\nprint(2)"), "2"),
    "escaped amounts": ("It costs \\$5, in `$HOME` and `C:\\Users`, as `{:.2f}`.", "It costs $5"),
    "aligned table": ("| a |\n|--:|\n| 1 |", "text-align: right"),
    "less than in a formula, a link to itself, a sign": ("If $a<b$, see <https://example.org>, 1 < 2, \\<x.", "&lt;x"),
    "block that reads the transcripts": (
        RUN.format(">>> x = 20\n>>> def f():\n...     return x + 1") + "\n\n" + BLOCK.format("print(f() * 2)"),
        "<p>42</p>",
    ),
    "block that reads them as they were at its place": (
        RUN.format(">>> x = 1\n>>> def f():\n...     return x")
        + "\n\n"
        + BLOCK.format("print(f())")
        + "\n\n"
        + RUN.format(">>> x = 2\n>>> f()\n2"),
        "<p>1</p>",
    ),
    "block that calls a function of a module": (
        RUN.format(">>> from statistics import mean") + "\n\n" + BLOCK.format("print(mean([1, 3]))"),
        "<p>2</p>",
    ),
    "tag that is none": ("It is \\<div>.", "<p>It is &lt;div&gt;.</p>"),
    "module that binds a name late": (RUN.format(">>> from concurrent.futures import ThreadPoolExecutor"), "executed"),
    "match that is copied": (
        RUN.format(">>> match 1:\n...     case 1: print(1)\n1\n>>> 2\n2"),
        'data-copy="match 1:\n    case 1: print(1)\n\n2\n"',
    ),
    "one list under two names": (
        RUN.format(">>> x = [1]\n>>> y = x") + "\n\n" + BLOCK.format("y.append(2)\nprint(x[1])"),
        "<p>2</p>",
    ),
    "a block's settings end with it": (
        BLOCK.format("import random\nimport numpy as np\nnp.random.seed(1)\nrandom.seed(1)\nprint(1)")
        + "\n\n"
        + BLOCK.format(
            "import random\nimport numpy as np\n"
            "print(round(random.random(), 6) != 0.134364)\nassert round(np.random.random(), 6) != 0.417022"
        ),
        "<p>True</p>",
    ),
    "first import of a module": (BLOCK.format("import colorsys\nprint(colorsys.ONE_SIXTH > 0)"), "<p>True</p>"),
    "axes with a line across": (
        BLOCK.format(
            "from xent.pages.figures import INK, figure\n"
            'with figure("A line", "A line across.") as ax:\n    ax.axhline(1, color=INK)'
        ),
        "<svg",
    ),
    "blanks that do not break": ("10\u00a0nats, 5\u202fbits and 3&nbsp;%.", "10\u00a0nats, 5\u202fbits and 3&nbsp;%"),
    "amount in a heading": ("## It costs \\$5", "It costs $5"),
    "code behind a table": (BLOCK.format('print("| a |\\n|---|\\n| 1 |")'), '<details class="xent-code"'),
}


@pytest.mark.parametrize(("text", "shown"), HONEST.values(), ids=HONEST)
def test_an_honest_page_passes(text, shown):
    assert shown in convert(text)


def test_blocks_read_the_values_that_the_transcripts_have():
    drawn = RUN.format(">>> import random\n>>> x = random.random()")
    html = convert(drawn + 2 * ("\n\n" + BLOCK.format('print(f"{x:.6f}")')))
    numbers = re.findall(r"<p>(0\.\d{6})</p>", html)
    assert len(numbers) == 2
    assert len(set(numbers)) == 1


def test_a_variable_does_not_cross_pages():
    convert(RUN.format(">>> borrowed = 1\n>>> borrowed\n1"))
    with pytest.raises(BuildError, match="NameError"):
        convert(RUN.format(">>> borrowed\n1"))


def test_the_last_value_does_not_cross_pages():
    for text in (">>> 7\n7", ">>> 7\n8"):
        with contextlib.suppress(BuildError):
            convert(RUN.format(text))
        with pytest.raises(BuildError, match="NameError: name '_' is not defined"):
            convert(RUN.format(">>> _\n7"))


def test_a_last_value_from_before_is_no_change():
    vars(builtins)["_"] = 7
    convert(RUN.format(">>> 8\n8"))


def test_a_patch_is_set_back():
    import math

    for lie in ("page patches math", "block patches a module", "page replaces a module", "page changes the folder"):
        before = math.pi, Path.cwd(), sys.modules["math"]
        with pytest.raises(BuildError):
            convert(LIES[lie][0])
        assert (math.pi, Path.cwd(), sys.modules["math"]) == before


def test_what_is_no_module_may_stand_among_the_modules(monkeypatch):
    monkeypatch.setitem(sys.modules, "blocked", None)
    convert(RUN.format(">>> 1\n1"))


def test_without_markdown_exec_no_fence_runs(monkeypatch):
    def refuse(*_, **__):
        raise RuntimeError("markdown-exec was asked")

    for name in ("formatter", "base_format"):
        with monkeypatch.context() as patch:
            patch.setattr(markdown_exec, name, refuse)
            for text in (RUN.format(">>> 1 + 1\n2"), BLOCK.format("print(1)")):
                with pytest.raises(RuntimeError, match="markdown-exec was asked"):
                    convert(text)


def test_nothing_of_markdown_exec_is_left_behind():
    before = set(sys.modules)
    convert(RUN.format(">>> x = 1") + "\n\n" + BLOCK.format("print(x)"))
    assert not [name for name in set(sys.modules) - before if "code_block" in name]


@pytest.mark.parametrize("text", [LIES["block asserts a falsehood"][0], page(">>> assert 1 == 2", RUN)])
def test_asserts_run_also_where_python_drops_them(tmp_path, text):
    folder = project(tmp_path, index=text)
    done = run(folder, "mkdocs", "build", PYTHONOPTIMIZE="1")
    assert done.returncode == 1
    assert "AssertionError" in done.stdout


def test_output_that_differs_in_white_space_only_is_told_apart():
    with pytest.raises(BuildError) as told:
        convert(RUN.format('>>> print("1 ", end="")\n1'))
    assert "expected: '1\\n'\n  got:      '1 ', told apart by white space only" in str(told.value)


def test_what_a_page_does_inside_a_function_ends_with_it():
    convert(
        RUN.format(">>> import xent\n>>> xent.entropy.__code__ = (lambda p: 7.0).__code__\n>>> xent.entropy(0)\n7.0")
    )
    with pytest.raises(BuildError, match="this equation does not hold"):
        convert("```math\nH(p) = 7\n```")
    convert(RUN.format('>>> import xent\n>>> print(f"{xent.entropy([0.5, 0.5]):.6f}")\n0.693147'))


def test_the_mark_of_a_build_is_another_in_each():
    code = "import sys; from xent.pages.pieces import piece; sys.exit(piece(''))"
    assert len({run(ROOT, "timeit", "-n1", "-r1", code).stdout.splitlines()[-1] for _ in range(2)}) == 2


@pytest.mark.parametrize("flags", [("-q",), ("-q", "--strict"), ()], ids=" ".join)
def test_mkdocs_stops_and_says_the_true_line(tmp_path, flags):
    front = "---\ntitle: A page\n---\n\n"
    folder = project(tmp_path, index=front + LIES["changed output"][0])
    done = run(folder, "mkdocs", "build", *flags)
    assert done.returncode == 1
    assert "docs/index.md:8: the output differs: 1 + 1\n  expected: 3\n  got:      2" in done.stdout


@pytest.mark.parametrize(
    ("index", "line"),
    [
        ("---\ntitle: A page\ntemplate: 404.html\n---\n\n# A page\n", 3),
        ("---\n title: A page\n template: 404.html\n---\n\n# A page\n", 2),
        ('---\ntitle: "A\\x3cstyle>article{display:none}\\x3c/style>"\n---\n\n# A page\n', 2),
        ('---\ntitle: A\ndescription: 0;url=https://a.org" http-equiv="refresh\n---\n\n# A page\n', 3),
        ("Theorem: one is two\n\n# A page\n", 1),
        ("---\n\nNote: one is two\n\n---\n\n# A page\n", 3),
    ],
)
def test_text_that_an_engine_takes_for_front_matter_is_told(tmp_path, index, line):
    done = run(project(tmp_path, index=index), "mkdocs", "build", "-q")
    assert done.returncode == 1
    assert f"index.md:{line}: the engines take this for front matter" in done.stdout


def test_a_page_may_begin_with_an_empty_line(tmp_path):
    done = run(project(tmp_path, index="\n" + LIES["changed output"][0]), "mkdocs", "build", "-q")
    assert "index.md:5: the output differs" in done.stdout


def test_a_description_may_take_two_lines(tmp_path):
    front = "---\ntitle: A page\ndescription: >\n  One line,\n  and another.\n---\n"
    done = run(project(tmp_path, index=front + LIES["changed output"][0]), "mkdocs", "build", "-q")
    assert "index.md:10: the output differs" in done.stdout


def test_an_import_that_prints_or_leaves_is_told(tmp_path, monkeypatch):
    (tmp_path / "prints.py").write_text("print(1)", encoding="utf-8")
    (tmp_path / "leaves.py").write_text("raise SystemExit(0)", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name, told in (("prints", "page:4: the output differs"), ("leaves", "page:4: the output differs")):
        with pytest.raises(BuildError) as error:
            convert(page(f">>> import {name}", RUN))
        assert str(error.value).startswith(told)


def test_a_module_that_a_thread_still_reads_is_not_taken_for_patched(tmp_path, monkeypatch):
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(0.3)\nLATE = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    code = ">>> from threading import Thread\n>>> t = Thread(target=lambda: __import__('slow'))\n"
    convert(page(code + ">>> import time\n>>> t.start(); time.sleep(0.1)\n>>> import math\n>>> t.join()", RUN))


@pytest.mark.usefixtures("site")  # where that does not build, this says nothing new
def test_the_page_to_start_from_builds():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    start = re.search(r"^`````markdown\n---\n.*?\n---\n(.*?)^`````$", text, re.DOTALL | re.MULTILINE)[1]
    html = convert(start)
    assert "<figure" in html
    assert "xent-executed" in html
