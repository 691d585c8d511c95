"""The same commit gives the same bytes, in any order, and nothing a page sets survives it."""

import decimal
import sys
import warnings

import numpy as np
import pytest
from building import PAGES, ROOT, convert, files, run, text_of


@pytest.mark.slow
def test_pages_in_reverse_give_the_same_bytes(site):
    forward = {page: convert(text_of(page)) for page in PAGES}
    backward = {page: convert(text_of(page)) for page in reversed(PAGES)}
    assert forward == backward


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(site, tmp_path):
    settings = {"SITE_URL": "", "REPO_URL": "", "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "7"}
    done = run(ROOT, "mkdocs", "build", "-d", str(tmp_path), **settings)
    assert done.returncode == 0, done.stdout
    one, two = files(site), files(tmp_path)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.slow
def test_no_shown_digit_depends_on_the_processor(site, tmp_path):
    """Without numpy's vector paths, the last bits of exp and log differ."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    paths = " ".join(name for name in __cpu_dispatch__ if __cpu_features__[name])
    if not paths:
        pytest.skip("this processor has no vector path to switch off")
    done = run(ROOT, "mkdocs", "build", "-q", "-d", str(tmp_path), NPY_DISABLE_CPU_FEATURES=paths)
    assert done.returncode == 0, done.stdout


LEAKS = {
    "print options": (
        "import numpy as np; np.set_printoptions(precision=2)",
        lambda: np.get_printoptions()["precision"],
    ),
    "errstate": ('import numpy as np; _old = np.seterr(divide="ignore")', lambda: np.geterr()["divide"]),
    "warning filters": ('import warnings; warnings.simplefilter("ignore")', lambda: list(warnings.filters)),
    "decimal context": (
        "import decimal; decimal.getcontext().prec = 5",
        lambda: decimal.getcontext().prec,
    ),
    "the last value": ("1 + 1\n2", lambda: hasattr(__import__("builtins"), "_")),
}


@pytest.mark.parametrize("first", ['```pycon exec="1"\n>>> {}\n```', '```python exec="1"\n{}\nprint(1)\n```'])
def test_no_seed_reaches_another_page(first):
    seeds, second = "import random; import numpy as np; random.seed(7); np.random.seed(7)", []
    for _ in range(2):
        convert(first.format(seeds))
        block = "import random\nimport numpy as np\nprint(random.random(), np.random.random())"
        second.append(convert(f'```python exec="1"\n{block}\n```'))
    assert second[0] != second[1]


@pytest.mark.parametrize(("code", "state"), LEAKS.values(), ids=LEAKS)
def test_nothing_leaks(code, state):
    before = state()
    convert(f'```pycon exec="1"\n>>> {code}\n```')
    assert state() == before


@pytest.mark.parametrize(("code", "state"), LEAKS.values(), ids=LEAKS)
def test_nothing_leaks_from_a_block(code, state):
    before = state()
    convert(f'```python exec="1"\n{code.partition(chr(10))[0]}\nprint(1)\n```')
    assert state() == before


def test_an_edit_to_the_module_is_read(monkeypatch):
    """What makes a page new is told by the times of the files, whichever engine asks."""
    before = sys.modules["xent.pages"]
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "xent"}
    monkeypatch.setattr(before, "_AS_IMPORTED", {})
    try:
        before.makeExtension()
        assert sys.modules["xent.pages"] is not before
        assert sys.modules["xent.losses"] is not kept["xent.losses"]
    finally:
        sys.modules.update(kept)
