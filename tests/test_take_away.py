"""What is taken away from a page runs in a fresh interpreter, and shows what the page shows."""

import json
import re

import nbformat
import pytest
from building import PAGES, run

from xent.pages import fences, take_away
from xent.pages.faults import Fault

TAKEN = [page for page in PAGES if any(fence.is_transcript for fence in fences.of_page(page))]
ids = [page.stem for page in TAKEN]
# Every cell as a notebook runs it: what it prints, and the value of an expression at its end.
CELLS = """
import ast, contextlib, io, json, sys
names, outputs = {"__name__": "__main__"}, []
for source, may_raise in json.load(sys.stdin):
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
            out.write("" if value is None else repr(value) + "\\n")
        except Exception as error:
            if not may_raise:
                raise
            out.write(f"{type(error).__name__}: {error}\\n")
    outputs.append(out.getvalue())
json.dump(outputs, sys.stdout)
"""


def examples_of(transcript):
    return fences.Fence(0, "", "pycon", {"exec": "1"}, transcript.split("\n")).examples


RAISES = "Traceback (most recent call last):\n    ...\n"


def examples(page):
    found = [fence for fence in fences.of_page(page) if fence.is_transcript]
    return [example for fence in found for example in fence.examples]


def shown(page):
    """All outputs of the page, in their order; of an exception its last line."""
    return "".join(take_away._output(one) for one in examples(page))


def taken(site, page, suffix):
    return site / f"xent_{page.stem}.{suffix}"


@pytest.mark.parametrize("page", TAKEN, ids=ids)
def test_the_file_runs_and_prints_what_the_page_shows(site, page, tmp_path):
    file = taken(site, page, "py")
    text = file.read_text(encoding="utf-8")
    (tmp_path / "taken.py").write_text(text, encoding="utf-8")
    assert run(tmp_path, "taken").stdout == shown(page)
    comments = [line for line in text.splitlines()[1:] if re.match("#(?! %%)", line)]
    assert comments == [f"# {line}".rstrip() for line in shown(page).splitlines()]


@pytest.mark.parametrize("page", TAKEN, ids=ids)
def test_the_notebook_runs_and_its_outputs_are_the_pages(site, page, tmp_path):
    book = nbformat.read(taken(site, page, "ipynb"), as_version=4)
    nbformat.validate(book)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    told = [
        "".join(
            {
                "stream": lambda out: out["text"],
                "execute_result": lambda out: out["data"]["text/plain"] + "\n",
                "error": lambda out: f"{out['ename']}: {out['evalue']}\n",
            }[output["output_type"]](output)
            for output in cell.outputs
        )
        for cell in cells
    ]
    assert "".join(told) == shown(page)
    (tmp_path / "cells.py").write_text(CELLS, encoding="utf-8")
    done = run(tmp_path, "cells", stdin=json.dumps([[cell.source, "tags" in cell.metadata] for cell in cells]))
    assert json.loads(done.stdout) == told


@pytest.mark.parametrize("page", TAKEN, ids=ids)
def test_headings_and_equations_stand_between(site, page):
    book = nbformat.read(taken(site, page, "ipynb"), as_version=4)
    words = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    found = [fence.text for fence in fences.of_page(page) if fence.language == "math"]
    # Jupyter's MathJax sets an align as it is, and takes everything else between dollars.
    assert [word for word in words if not word.startswith("#")] == [
        text if text.startswith(r"\begin{align}") else f"$$\n{text}\n$$" for text in found
    ]
    code = {line for fence in fences.of_page(page) for line in fence.code}
    lines = page.read_text(encoding="utf-8").splitlines()
    headings = [line for line in lines if re.match("#+ ", line) and line not in code]
    assert [word for word in words if word.startswith("#")] == headings
    titles = re.findall("^# %% (.*)$", taken(site, page, "py").read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == [heading.lstrip("# ") for heading in headings]


def test_an_exception_of_any_kind_ends_no_script(capsys):
    raises = f">>> raise SystemExit(3)\n{RAISES}SystemExit: 3"
    exec(take_away.script([examples_of(">>> error = 1"), examples_of(raises), examples_of(">>> error\n1")]), {})
    assert capsys.readouterr().out == "SystemExit: 3\n1\n"


@pytest.mark.parametrize(
    ("transcript", "file"),
    [
        (">>> x + 1  # (1)\n2", "displayhook(x + 1)  # (1)\n# 2\n"),
        (">>> (1 +\n...     1)\n2", "displayhook((1 +\n    1))\n# 2\n"),
        (">>> [\"ü\", \"é\"]\n['ü', 'é']", "displayhook([\"ü\", \"é\"])\n# ['ü', 'é']\n"),
        (">>> print(1) or 5\n1\n5", "displayhook(print(1) or 5)\n# 1\n# 5\n"),
        (">>> for i in (1, 2): print(i)\n1\n2", "for i in (1, 2): print(i)\n# 1\n# 2\n"),
        (f'>>> int("a")\n{RAISES}ValueError: x', take_away._TRY.format('int("a")') + "# ValueError: x\n"),
    ],
)
def test_a_value_is_shown_as_a_prompt_shows_it(transcript, file):
    part = examples_of(transcript)
    assert take_away.script([part]).endswith(file)


def test_an_input_without_an_output_is_taken_too():
    page = [*take_away.taken(fences.parts(['```pycon exec="1"', ">>> x = 1", ">>> x", "1", ">>> x = 2", "```"]))]
    assert take_away.script(page).endswith("x = 1\ndisplayhook(x)\n# 1\n\nx = 2\n")
    cells = json.loads(take_away.notebook(page))["cells"]
    assert [cell["source"] for cell in cells] == ["x = 1\nx", "x = 2"]


@pytest.mark.parametrize(
    ("transcript", "kinds"),
    [
        (">>> 1\n1", ["execute_result"]),
        (">>> print(1)\n1", ["stream"]),
        (f">>> 1 / 0\n{RAISES}ZeroDivisionError: x", ["error"]),
        (">>> [].append(1)", []),
        (">>> x = 1", []),
    ],
)
def test_an_output_is_of_the_kind_that_a_notebook_makes(transcript, kinds):
    book = json.loads(take_away.notebook([examples_of(transcript)]))
    assert [output["output_type"] for output in book["cells"][0]["outputs"]] == kinds


@pytest.mark.parametrize(
    ("transcript", "told"),
    [
        (">>> for i in (1, 2): i\n1\n2", "only the value of a whole input"),
        (">>> x = 1; x + 1\n2", "only the value of a whole input"),
        (">>> 1, 2\n(1, 2)", "only the value of a whole input"),
        (f'>>> print("a"); 1 / 0\na\n{RAISES}ZeroDivisionError: x', "an exception is taken away alone"),
        (f'>>> int("""a\n... b""")\n{RAISES}ValueError: x', "an exception is taken away alone"),
    ],
)
def test_what_cannot_be_taken_away_is_told(transcript, told):
    part = examples_of(transcript)
    with pytest.raises(Fault) as fault:
        take_away.script([part]) + take_away.notebook([part])
    assert told in fault.value.what
    assert fault.value.line == 1


def test_with_a_repository_it_says_how_to_get_the_module(published):
    line = 'pip install "xent @ git+https://github.com/example/xent"'
    book = nbformat.read(published / "xent_nll.ipynb", as_version=4)
    assert book.cells[0].source == f"%{line}"
    assert (published / "xent_nll.py").read_text(encoding="utf-8").startswith(f"# {line}\n")
    assert line in re.sub(r"<[^>]+>", "", (published / "reference" / "index.html").read_text(encoding="utf-8"))
