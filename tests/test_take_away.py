"""What is taken away from a page runs in a fresh interpreter, and shows what the page shows."""

import json
import re

import nbformat
import pytest
from building import PAGES, run

from xent.pages import fences, transcripts

TAKEN = [page for page in PAGES if any(fence.language == "pycon" for fence in fences.of_page(page))]
ids = [page.stem for page in TAKEN]
# Every cell as a notebook runs it: what it prints, and the value of an expression at its end.
CELLS = """
import ast, contextlib, io, json, sys
names, outputs = {"__name__": "__main__"}, []
for source in json.load(sys.stdin):
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
            out.write("" if value is None else repr(value) + "\\n")
        except Exception as error:
            out.write(f"{type(error).__name__}: {error}\\n")
    outputs.append(out.getvalue())
json.dump(outputs, sys.stdout)
"""


def examples(page):
    found = [fence for fence in fences.of_page(page) if fence.language == "pycon"]
    return [example for fence in found for example in transcripts.read(fence.code, fence.line + 1)]


def shown(page):
    """All outputs of the page, in their order; of an exception its last line."""
    return "".join((one.exc_msg or one.want).replace("<BLANKLINE>", "") for one in examples(page))


def taken(site, page, suffix):
    return site / f"xent_{page.stem.replace('-', '_')}.{suffix}"


@pytest.mark.parametrize("page", TAKEN, ids=ids)
def test_the_file_runs_and_prints_what_the_page_shows(site, page, tmp_path):
    file = taken(site, page, "py")
    text = file.read_text(encoding="utf-8")
    (tmp_path / "taken.py").write_text(text, encoding="utf-8")
    assert run(tmp_path, "taken").stdout == shown(page)
    for line in shown(page).splitlines():
        assert f"# {line}".rstrip() in text.splitlines()


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
    done = run(tmp_path, "cells", stdin=json.dumps([cell.source for cell in cells]))
    assert json.loads(done.stdout) == told


@pytest.mark.parametrize("page", TAKEN, ids=ids)
def test_headings_and_equations_stand_between(site, page):
    book = nbformat.read(taken(site, page, "ipynb"), as_version=4)
    words = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    found = [fence.text for fence in fences.of_page(page) if fence.language == "math"]
    assert [word.removeprefix("$$\n").removesuffix("\n$$") for word in words if not word.startswith("#")] == found
    code = {line for fence in fences.of_page(page) for line in fence.code}
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [word for word in words if word.startswith("#")] == [
        line for line in lines if re.match("#+ ", line) and line not in code
    ]


def test_with_a_repository_it_says_how_to_get_the_module(published):
    line = 'pip install "xent @ git+https://github.com/example/xent"'
    book = nbformat.read(published / "xent_nll.ipynb", as_version=4)
    assert book.cells[0].source == f"%{line}"
    assert (published / "xent_nll.py").read_text(encoding="utf-8").startswith(f"# {line}\n")
    assert line in re.sub(r"<[^>]+>", "", (published / "reference" / "index.html").read_text(encoding="utf-8"))
