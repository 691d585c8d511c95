"""The promise of the equations: one change anywhere, in an equation or in a function that it calls, is noticed."""

import re

import numpy as np
import pytest
from building import PAGES
from mutants import all_mutants, equations, survivors

import xent
from xent.pages import fences
from xent.pages.equations.symbols import FUNCTIONS

# A mutant that holds is true. Each says why.
TRUE = {
    r"\mathrm{MSE}(\mu,x)": "the squared error is symmetric",
    r"(q\|q) \ne": "a divergence from itself is 0, and no other one is",
    r"\ne D_{\mathrm{KL}}(p\|p)": "a divergence from itself is 0, and no other one is",
    r"(p\|p) \ne": "a divergence from itself is 0, and no other one is",
    r"\ne D_{\mathrm{KL}}(q\|q)": "a divergence from itself is 0, and no other one is",
    r"= 1 - \sum_{c=1}^K p_c": "the truth sums to 1 as the model does",
    r"H(u,u) = \log K": "the uniform distribution's own entropy",
    r"\operatorname{LSE}(z)\sum_{j=1}^K q_j": "the model sums to 1 as the truth does",
    r"q_c\sum_{j=1}^K q_j": "the model sums to 1 as the truth does",
    r"2\cdot  0": "twice nothing is nothing",
    r"\max(0,-z)": "a maximum is symmetric",
    r"\max(0,z)": "a maximum is symmetric",
    r"{\frac{\partial}{\partial z} (1-": "the derivative of a derivative needs no brackets",
}
# Public functions that no equation calls. Each says why.
NOT_CALLED = {"mean_loss": "a way to compute the mean, which equations write as a sum"}
SYMMETRIC = {"squared_error"}


def test_mutants_of_every_equation_are_stopped():
    chosen = all_mutants()
    assert len(chosen) > 50 * len(equations())
    left = survivors(chosen)
    assert len(left) <= 0.05 * len(chosen)
    for equation, kind, tex in left:
        assert any(true in tex for true in TRUE), (equation.page, equation.line, kind, tex)


def test_other_seeds_raise_no_false_alarm():
    for equation in equations():
        assert not any(equation.stopped(seed=seed) for seed in range(20)), equation


CALLED = sorted({name for equation in equations() for name in equation.held().public})


def changed(name, change):
    """The public function, its value changed; of a model, its log-probabilities."""
    original = getattr(xent, name)
    if not isinstance(original, type):
        return lambda *values: change(original(*values))

    class Changed(original):
        def log_prob(self, x):
            return change(super().log_prob(x))

    return Changed


@pytest.mark.parametrize("name", CALLED)
@pytest.mark.parametrize(
    "change", [lambda v: np.multiply(v, 1 + 1e-6), lambda v: np.add(v, 1e-6)], ids=["factor", "offset"]
)
def test_a_changed_function_is_noticed(monkeypatch, name, change):
    monkeypatch.setattr(xent, name, changed(name, change))
    assert any(equation.stopped() for equation in equations())


@pytest.mark.parametrize(
    "name",
    [n for n in CALLED if n not in SYMMETRIC and any(f.public == n and "," in f.form for f in FUNCTIONS.values())],
)
def test_swapped_arguments_are_noticed(monkeypatch, name):
    original = getattr(xent, name)
    monkeypatch.setattr(xent, name, lambda *values: original(*reversed(values)))
    assert any(equation.stopped() for equation in equations())


def test_every_public_function_is_called_by_an_equation():
    assert set(CALLED) | set(NOT_CALLED) == set(xent.__all__)
    assert not set(CALLED) & set(NOT_CALLED)


def test_few_equations_are_unchecked():
    math = [
        f for page in PAGES for f in fences.read(page.read_text(encoding="utf-8").split("\n")) if f.language == "math"
    ]
    assert sum("unchecked" in fence.options for fence in math) <= len(math) / 10


DERIVATIONS = [equation for equation in equations() if r"\tag{3}" in equation.tex]


@pytest.mark.parametrize("equation", DERIVATIONS, ids=lambda equation: equation.page)
def test_the_ends_of_a_derivation_are_calls_of_the_module(equation):
    rows = equation.tex.split(r"\\")
    for end in (re.split(r"&=", rows[0])[0], rows[-1]):
        assert any(
            form.partition("(")[0] in re.sub(r"\\hat p", "", end) for form, f in FUNCTIONS.items() if f.public
        ), end


@pytest.mark.parametrize("equation", DERIVATIONS, ids=lambda equation: equation.page)
def test_the_code_under_a_derivation_carries_its_numbers(equation):
    page = next(page for page in PAGES if page.stem == equation.page)
    found = list(fences.read(page.read_text(encoding="utf-8").split("\n")))
    code = next(fence for fence in found if fence.line > equation.line and fence.language == "pycon")
    steps = re.findall(r"\\tag\{(\d+)\}", equation.tex)
    assert steps == [str(n) for n in range(1, len(steps) + 1)]
    assert re.findall(r"# \((\d+)\)", "\n".join(code.code)) == steps
    outputs = [line for line in code.code if re.fullmatch(r"[\d., ]*-?\d\.\d{6}", line)]
    assert len({line.split()[-1] for line in outputs}) == 1
