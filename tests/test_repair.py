"""The repair mode rewrites expected outputs, and those alone."""

import pytest
from building import project, run

from xent.pages import fences
from xent.pages.faults import Fault
from xent.pages.repair import repair

DRIFTED = """---
title: A page
---

Prose with 3 in it, and $1 + 1 = 3$.

```pycon exec="1"
>>> x = 1 + 1
>>> x
3
>>> for i in range(2):
...     print(i)
7
>>> print(x)

>>> 1 / 0
Traceback (most recent call last):
    ...
KeyError: 0
```

* In a list:

    ```pycon exec="1"
    >>> x * 2
    5
    ```

```python exec="1"
x = 3
print("a table")
```

```pycon exec="1"
>>> x
2
>>> y = x
3
```
"""
MENDED = (
    DRIFTED.replace(">>> x\n3\n", ">>> x\n2\n")
    .replace("print(i)\n7\n", "print(i)\n0\n1\n")
    .replace(">>> print(x)\n\n", ">>> print(x)\n2\n\n")
    .replace("KeyError: 0", "ZeroDivisionError: division by zero")
    .replace("    5\n", "    4\n")
    .replace(">>> y = x\n3\n", ">>> y = x\n")
)


def test_outputs_are_rewritten_and_nothing_else():
    assert repair(DRIFTED) == MENDED
    assert repair(MENDED) == MENDED


def test_the_command_says_what_it_changed(tmp_path):
    project(tmp_path)
    page, other = tmp_path / "docs" / "page.md", tmp_path / "docs" / "other.md"
    page.write_text(DRIFTED, encoding="utf-8")
    other.write_text('```pycon exec="1"\n>>> 1\n2\n```\n', encoding="utf-8")
    done = run(tmp_path, "xent.pages.repair", "docs/page.md")
    assert done.returncode == 0
    assert "--- docs/page.md\n+++ docs/page.md\n@@ -10 +10 @@\n-3\n+2\n" in done.stdout
    assert page.read_text(encoding="utf-8") == MENDED
    assert "other.md" not in done.stdout
    assert run(tmp_path, "xent.pages.repair").stdout == "--- docs/other.md\n+++ docs/other.md\n@@ -3 +3 @@\n-2\n+1\n"
    assert run(tmp_path, "xent.pages.repair").stdout == ""


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (">>> 1 / 0\n2", "an exception is not an output"),
        ('>>> print("a\\tb")\n2', "the output differs"),
        ('>>> print("`" * 3)\n2', "this is not a fence"),
        ('>>> print("x" * 100)\n2', "this line does not fit a listing"),
        (">>> chr(1072)\n2", "or it looks like another one"),
        ('>>> print("a" + chr(0x200B))\n2', "no reader sees this character"),
        ('>>> print("a" + chr(27))\n2', "no reader sees this character"),
        ('>>> print("a" + chr(12) + "b")\n2', "no reader sees this character"),
        ('>>> print("a" + chr(13) + "b")\n2', "told apart by white space only"),
        ('>>> print(1, end="")\n2', "the output differs"),
        (">>> import random\n>>> random.getrandbits(60)\n2", "the output differs"),
        (">>> import math\n>>> math.pi = 3\n>>> math.pi\n2", "this changes what another page meets"),
        (">>> 1 / 3\n0.33", "at most 8 significant digits"),
        (">>> 1  # doctest: +SKIP\n2", "an output is compared as it stands"),
        (">>> print('x'); 1 / 0\nx", "an exception is taken away alone"),
        (">>> for i in (1, 2): i\n1", "only the value of a whole input is taken away"),
    ],
)
def test_what_cannot_be_repaired_is_told(code, what):
    with pytest.raises(Fault, match=what):
        repair(f'```pycon exec="1"\n{code}\n```')


@pytest.mark.parametrize("rest", ["It costs $5.", "```math\nH(p) = 0\n```", "<script>x</script>"])
def test_a_page_that_would_not_build_for_another_reason_is_not_written(rest):
    with pytest.raises(Fault, match=r"^page:1[01]: "):
        repair(f'---\ntitle: A page\n---\n\n```pycon exec="1"\n>>> 1\n2\n```\n\n{rest}\n')


def test_the_fault_of_another_page_is_told_as_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    (tmp_path / "docs" / "other.md").write_text("```pycon\n```\n", encoding="utf-8")
    counts = '```python exec="1"\nfrom pathlib import Path\nfrom xent.pages.fences import of_page\n'
    counts += 'print(of_page(Path("docs/other.md")))\n```\n'
    with pytest.raises(Fault, match=r"^docs/other.md:1: "):
        repair(f'```pycon exec="1"\n>>> 1\n2\n```\n\n{counts}')


def test_text_that_an_engine_takes_for_front_matter_is_told():
    with pytest.raises(Fault, match=r"^page:1: the engines take this for front matter"):
        repair("Theorem: one is two\n\n# A page\n")


def test_front_matter_that_might_hide_the_page_is_told():
    with pytest.raises(Fault, match=r"^page:3: the engines take this for front matter"):
        repair("---\ntitle: A page\ntemplate: 404.html\n---\n\n# A page\n")


def test_front_matter_that_does_not_end_is_told():
    with pytest.raises(Fault, match="this front matter is no YAML"):
        repair("---\ntitle: A page\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (">>> for i in (1, 2):\n...     print(i)\n...\n3", ">>> for i in (1, 2):\n...     print(i)\n...\n1\n2"),
        ('>>> print("a\\n\\nb")\n2', '>>> print("a\\n\\nb")\na\n<BLANKLINE>\nb'),
        (">>> round(1 / 3, 6)\n0.3333333333333333", ">>> round(1 / 3, 6)\n0.333333"),
    ],
    ids=["bare continuation", "blank line", "digits that were too many"],
)
def test_only_the_output_changes(before, after):
    page = '```pycon exec="1"\n{}\n```\n'
    assert repair(page.format(before)) == page.format(after)


def test_line_ends_are_those_of_the_repository(tmp_path):
    path = project(tmp_path) / "page.md"
    path.write_bytes(b'Text\r\n\r\n```pycon exec="1"\r\n>>> 1\r\n2\r\n```\r\n')
    assert "@@ -5 +5 @@\n-2\n+1\n" in run(tmp_path, "xent.pages.repair", "page.md").stdout
    assert path.read_bytes() == b'Text\n\n```pycon exec="1"\n>>> 1\n1\n```\n'


def test_a_mark_of_byte_order_is_no_fault(tmp_path):
    path = project(tmp_path) / "page.md"
    path.write_bytes(b'\xef\xbb\xbf```pycon exec="1"\n>>> 1\n2\n```\n')
    assert len([*fences.of_page(path)]) == 1
    assert "@@ -3 +3 @@\n-2\n+1\n" in run(tmp_path, "xent.pages.repair", "page.md").stdout


def test_the_command_says_what_it_does_and_what_it_lacks(tmp_path):
    done = run(tmp_path, "xent.pages.repair", "--help")
    assert done.returncode == 0
    assert "Rewrites the expected outputs" in done.stdout
    done = run(tmp_path, "xent.pages.repair", "gone.md")
    assert done.returncode == 1
    assert done.stdout == "gone.md is not repaired: [Errno 2] No such file or directory: 'gone.md'\n"
    (tmp_path / "latin.md").write_bytes(b"caf\xe9\n")
    assert run(tmp_path, "xent.pages.repair", "latin.md").stdout.startswith("latin.md is not repaired: 'utf-8' codec")
    (tmp_path / "page.md").write_text("Text\n", encoding="utf-8")
    assert (
        run(tmp_path, "xent.pages.repair", "page.md").stdout
        == "page.md is not repaired: Config file 'mkdocs.yml' does not exist.\n"
    )


def test_a_fault_names_page_and_line_and_changes_nothing(tmp_path):
    text = 'Hello\n\n```pycon exec="1"\n>>> 1\n2\n>>> 1 / 0\n```\n'
    (project(tmp_path) / "page.md").write_text(text, encoding="utf-8")
    done = run(tmp_path, "xent.pages.repair", "page.md")
    assert done.returncode == 1
    assert "page.md:6: an exception is not an output" in done.stdout
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == text
