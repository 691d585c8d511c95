"""The promise of the equations: one change anywhere, in an equation or in a function that it calls, is noticed."""

import re
from functools import cache

import numpy as np
import pytest
from building import PAGES
from mutants import all_mutants, equations, survivors

import xent
from xent.pages import fences
from xent.pages.equations.symbols import FUNCTIONS

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

SQUARE = "the squared error is symmetric"
ITSELF = "a divergence from itself is 0, and no other one is"
SUM = "truth and model both sum to 1"
MAXIMUM = "a maximum is symmetric"
# The mutants that hold, each by the whole line that differs: they are true.
TRUE = {
    ("entropy", r" &= 1 - \sum_{c=1}^K p_c"): SUM,
    ("entropy", r"D_{\mathrm{KL}}(q\|q) \ne D_{\mathrm{KL}}(q\|p)"): ITSELF,
    ("entropy", r"D_{\mathrm{KL}}(p\|p) \ne D_{\mathrm{KL}}(q\|p)"): ITSELF,
    ("entropy", r"D_{\mathrm{KL}}(p\|q) \ne D_{\mathrm{KL}}(p\|p)"): ITSELF,
    ("entropy", r"D_{\mathrm{KL}}(p\|q) \ne D_{\mathrm{KL}}(q\|q)"): ITSELF,
    ("entropy", r"H(u,u) = \log K"): "the uniform distribution's own entropy",
    (
        "gaussian",
        r" &= \frac{N}{2\sigma^2}\,\mathrm{MSE}(\mu,x) + \frac{N}{2}\log(2\pi\sigma^2)"
        r" && \text{the mean squared error} \tag{4}",
    ): SQUARE,
    ("gaussian", r"& \mathrm{NLL}\left(x;\,\mathcal N(\mu,\mathrm{MSE}(\mu,x))\right) \\"): SQUARE,
    ("gaussian", r"&\quad = \frac{N}{2}\log\left(2\pi e\,\mathrm{MSE}(\mu,x)\right)"): SQUARE,
    (
        "gradients",
        r"H_{\mathrm{logits}}(p,z) &= \operatorname{LSE}(z)\sum_{j=1}^K q_j - \sum_{j=1}^K p_j z_j"
        r" && \text{the loss in logits} \tag{1} \\",
    ): SUM,
    (
        "gradients",
        r"\frac{\partial}{\partial z} {\frac{\partial}{\partial z} (1-\sigma(z))^2} = 2q(1-q)^2(3q-1)",
    ): "the derivative of a derivative needs no brackets",
    ("why-logits", r" &= \log(1+e^{-|z|}) + \max(0,z) - kz && \text{larger power taken out} \tag{3} \\"): MAXIMUM,
    (
        "xent.kl_divergence",
        r"&= \sum_{c=1}^K \left[p_c\log\frac{p_c}{q_c} - q_c + q_c\right]",
    ): SUM,
    (
        "xent.kl_divergence",
        r"&= \sum_{c=1}^K \left[p_c\log\frac{p_c}{q_c} - p_c + p_c\right]",
    ): SUM,
    ("xent.mean_loss", r"\mathrm{MSE}(\mu,x) = \frac1N\sum_{i=1}^N (x_i-\mu_i)^2"): SQUARE,
    ("xent.squared_error", r"\mathrm{SE}(\mu,x) = (x-\mu)^2"): SQUARE,
}
SYMMETRIC = {"squared_error", "mean_loss"}


@pytest.mark.slow
def test_mutants_of_every_equation_are_stopped():
    chosen = all_mutants()
    assert len(chosen) > 50 * len(equations())
    left = {
        (equation.page, line)
        for equation, _, tex in survivors(chosen)
        for line in set(tex.split("\n")) - set(equation.tex.split("\n"))
    }
    told = "mutants that hold: where one is true, name it in TRUE, with its reason"
    assert not left - TRUE.keys(), f"{told}: {left - TRUE.keys()}"
    assert not TRUE.keys() - left, f"TRUE names what does not hold: {TRUE.keys() - left}"
    assert len(left) <= 0.005 * len(chosen)


@pytest.mark.slow
def test_other_seeds_raise_no_false_alarm():
    for equation in equations():
        assert not any(equation.stopped(seed=seed) for seed in range(20)), equation


@cache
def public():
    """The public names that each equation calls."""
    return {equation: equation.held().public for equation in equations()}


def calling(name):
    """The equations that call the function."""
    return [equation for equation, names in public().items() if name in names]


def changed(name, change):
    """The public function, its value changed; of a model, its log-probabilities."""
    original = getattr(xent, name)
    if not isinstance(original, type):
        return lambda *values: change(original(*values))

    class Changed(original):
        def log_prob(self, x):
            return change(super().log_prob(x))

    return Changed


@pytest.mark.slow
@pytest.mark.parametrize("name", xent.__all__)
@pytest.mark.parametrize(
    "change", [lambda v: np.multiply(v, 1 + 1e-6), lambda v: np.add(v, 1e-6)], ids=["factor", "offset"]
)
def test_a_changed_function_is_noticed(monkeypatch, name, change):
    callers = calling(name)
    monkeypatch.setattr(xent, name, changed(name, change))
    assert any(equation.stopped() for equation in callers)


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in xent.__all__
        if n not in SYMMETRIC and any(n in f.public.split() and "," in f.form for f in FUNCTIONS.values())
    ],
)
def test_swapped_arguments_are_noticed(monkeypatch, name):
    original, callers = getattr(xent, name), calling(name)
    monkeypatch.setattr(xent, name, lambda *values: original(*reversed(values)))
    told = f"{name}: no equation notices its arguments swapped; if they may be, name it in SYMMETRIC"
    assert any(equation.stopped() for equation in callers), told


def test_every_public_function_is_called_by_an_equation():
    missing = set(xent.__all__).difference(*public().values())
    assert not missing, f"called by no equation, of a docstring or a page: {missing}"


def test_few_equations_are_unchecked():
    math = [fence for page in PAGES for fence in fences.of_page(page) if fence.language == "math"]
    assert sum("unchecked" in fence.options for fence in math) <= len(math) / 10


DERIVATIONS = [equation for equation in equations() if r"{align}" in equation.tex and equation.tex.count(r"\\") > 1]


def page_of(equation):
    return next(page for page in PAGES if page.stem == equation.page).read_text(encoding="utf-8")


@pytest.mark.parametrize("equation", DERIVATIONS, ids=lambda equation: equation.page)
def test_the_ends_of_a_derivation_are_calls_of_the_module(equation):
    rows = re.sub(r"\\text\{[^}]*\}", "", equation.tex).split(r"\\")
    forms = [function.form.partition("(")[0] for function in FUNCTIONS.values() if function.public]
    names = {re.findall("[a-zA-Z]+", form.replace("{N}", ""))[-1] for form in forms}
    for end in (re.split(r"&=", rows[0])[0], rows[-1]):
        told = f"{equation.page}: an end of a derivation calls a function of the site, or proves nothing: {end}"
        assert names & set(re.findall("[a-zA-Z]+", end)), told


@pytest.mark.parametrize("equation", DERIVATIONS, ids=lambda equation: equation.page)
def test_the_code_under_a_derivation_carries_its_numbers(equation):
    told = (
        f"{equation.page}: each row has its number, \\tag{{1}}, and its reason, && \\text{{…}}; each step below, # (1)"
    )
    found = list(fences.read(page_of(equation).split("\n")))
    code = next((fence for fence in found if fence.line > equation.line and fence.language == "pycon"), None)
    assert code, told
    steps = [str(n + 1) for n in range(equation.tex.count(r"\\") + 1)]
    assert re.findall(r"\\tag\{(\d+)\}", equation.tex) == steps, told
    assert len(re.findall(r"&& *\\text\{[^}]+\} *\\tag", equation.tex)) == len(steps), told
    assert re.findall(r"# \((\d+)\)", "\n".join(code.code)) == steps, told
    outputs = [line for line in code.code if re.fullmatch(r"[\d., ]*-?\d\.\d{6}", line)]
    assert len(outputs) >= len(steps), told
    ends = {line.split()[-1] for line in outputs}
    assert len(ends) == 1, f"{equation.page}: each step prints the same number, with six decimals, not {ends or 'none'}"


@pytest.mark.parametrize("equation", DERIVATIONS, ids=lambda equation: equation.page)
def test_the_conditions_name_the_steps_that_need_them(equation):
    """The numbers in brackets are those that `needs` states, which the build holds; a step that is used is stated."""
    above = "\n".join(page_of(equation).split("\n")[: equation.line])
    conditions = above.partition("## Conditions\n")[2].partition("\n## ")[0]
    named = re.findall(r"\d+", " ".join(re.findall(r"\((?:steps?|lines?) ([\d and,]+)", conditions)))
    stated, held = set(re.findall(r" at (\d+)", equation.needs)), equation.held()
    told = f'{equation.page}: «## Conditions» names the steps, «(step 3)», that needs states, «needs="p: simplex at 3"»'
    assert conditions, f"{equation.page}: «## Conditions» stands before a derivation"
    assert set(named) == stated, told
    false = {held.tags[row] for one in held.conditions for row in one.rows if one.rows[row]}
    assert false <= stated, f"{told}: {held.conditions}"
