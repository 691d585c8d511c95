"""The notes under an equation: which step uses which condition, what was drawn, in words that a reader knows."""

import re

import pytest
from building import convert

from xent.pages import words
from xent.pages.equations import hold, mathml

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

NOTES = {
    "a step": (
        r"1 - p_1 &= 1 - p_1 \tag{1} \\ &= p_0 \tag{2}",
        {"given": "p: simplex(2)", "base": 0, "needs": "p: simplex at 2; "},
        "Step 2 uses that p sums to 1.",
        "",
    ),
    "two steps": (
        r"\sum_{c=1}^K p_c &= 1 \tag{1} \\ K &= K \tag{2} \\ \sum_{c=1}^K 2 p_c &= 2 \tag{3}",
        {},
        "Steps 1 and 3 use that p sums to 1.",
        "",
    ),
    "a line that asks": (
        r"\log\mathrm{Bernoulli}(k;q) &= \log[q^k(1-q)^{1-k}] \tag{1} \\ &= k\log q + (1-k)\log(1-q) \tag{2}",
        {"given": "k: bit; q: unit"},
        "Every line needs that q lies between 0 and 1. "
        "Line 1 needs that k is 0 or 1; the other steps hold for soft labels k too.",
        "",
    ),
    "a step behind a line that asks": (
        r"0 &= \log\lambda - \log\lambda \tag{1} \\ &= |\lambda| - \lambda \tag{2}",
        {},
        "Every line needs that λ is positive.",
        "",
    ),
    "a step, and a line that asks": (
        r"H(p) &= -\sum_{c=1}^K p_c\log p_c \tag{1} \\ &= \log\sum_{c=1}^K p_c - \sum_{c=1}^K p_c\log p_c \tag{2}",
        {},
        "Step 2 uses that p sums to 1; line 1 needs it too.",
        "",
    ),
    "a step between what has no value": (
        r"1 &= \sum_{c=1}^K p_c + H(p) - H(p) \tag{1} \\ &= \sum_{c=1}^K p_c \tag{2}",
        {},
        "Every line needs that p sums to 1.",
        "",
    ),
    "a step that is false far out": (
        r"\log\lambda &= \log\lambda \tag{1} \\ |\max(\lambda,-2)| &= |\lambda| \tag{2}",
        {},
        "Step 2 uses that λ is positive; line 1 needs it too.",
        "",
    ),
    "stated too narrowly": (r"k + 1 &= 1 + k \tag{1}", {"given": "k: bit"}, "", "Holds for other numbers k too."),
    "both at once": (
        r"k + l &= l + k \tag{1}",
        {"given": "k: bit; l: bit"},
        "",
        "Holds for other numbers k and l too.",
    ),
    "each alone but not both": (r"\max(a,b) &> 0 \tag{1}", {"given": "a: pos; b: pos"}, "", ""),
    "each alone but not both, and a third": (
        r"\max(a,b) + \log\lambda &> \log\lambda \tag{1}",
        {"given": "a: pos; b: pos"},
        "Every line needs that λ is positive.",
        "",
    ),
    "not so far out": (r"\lambda + 3.1 &> 0 \tag{1}", {}, "Step 1 uses that λ is positive.", ""),
}


@pytest.mark.parametrize(("rows", "options", "used", "wider"), NOTES.values(), ids=NOTES)
def test_the_notes_say_which_step_uses_which_condition(rows, options, used, wider):
    held = hold(mathml(rf"\begin{{align}}{rows}\end{{align}}"), **options)
    assert re.sub("<[^>]*>", "", " ".join(words.used(held))) == used
    assert re.sub("<[^>]*>", "", " ".join(words.wider(held))) == wider


@pytest.mark.parametrize(
    ("tex", "given"),
    [
        (r"{0} = \sum_{{i=1}}^N \log\mathcal N(x_i;\mu,\sigma^2) = {0} = {0} = {0}", r"x_i: real^N; \sigma: pos"),
        (
            r"\frac{{\partial}}{{\partial a}}\left(\frac{{\partial}}{{\partial a}} e^{{az}}\right) = z^2 e^{{az}}",
            "a: pos; z: real",
        ),
    ],
)
def test_what_is_wrong_on_a_few_draws_by_chance_asks_for_no_condition(tex, given):
    product = r"\log\prod_{i=1}^N \mathcal N(x_i;\mu,\sigma^2)"
    for seed in range(40):
        held = hold(mathml(tex.format(product)), given=given, seed=seed)
        assert [one.rows for one in held.conditions if one.rows] == [], seed


def test_a_condition_that_is_seldom_needed_is_not_said_to_be_none():
    for seed in range(20):
        held = hold(mathml(r"\log(1+\lambda) = \log(\lambda+1)"), seed=seed)
        assert [*words.wider(held)] == [], seed


def test_names_are_set_and_listed_in_words():
    held = hold(
        mathml("a b w = w b a, \\quad [x_i = x_i] = 1"), given="a: pos; b: pos; w: pos; x_i: label(K)^N; i: index(N)"
    )
    assert words.drawn(held) == ("samples <i>x</i><sub>i</sub> and positive <i>a</i>, <i>b</i> and <i>w</i>")


def test_an_equation_without_steps_says_what_it_uses_in_its_details():
    html = convert("```math\n\\log\\lambda + \\sum_{c=1}^K p_c = \\log\\lambda + 1\n```")
    assert "<details data-search-exclude><summary>" in html
    assert "<p>It uses that <i>p</i> sums to 1. Every side" in html


def test_the_entries_of_a_vector_are_told():
    held = hold(mathml(r"\sum_{c=1}^K z_c = \sum_{c=1}^K z_c"), given="z: real^K")
    assert "<i>z</i>, K entries, each a number from −3 to 3" in words.domains(held)


def test_the_mark_says_what_was_drawn():
    html = convert('```math given="k: bit; q: unit" base="0"\n\\mathrm{BCE}(k,q) = -k\\log q - (1-k)\\log(1-q)\n```')
    text = re.sub("<math.*?</math>|<[^>]*>", "", html, flags=re.DOTALL)
    assert "✓ checked on 20 random draws of k of 0 or 1 and q between 0 and 1" in text
    assert "Holds for soft labels k too." in text
    assert "through xent.binary_cross_entropy" in text
    assert "Drawn: k, 0 or 1; q, a number from 0.05 to 0.95." in text
    assert "Classes are counted from 0." in text
    assert "xent-notes" not in html  # which stand under numbered steps alone
    assert "Here" not in convert('```math given="a: real" let="\\\\ "\na + a = 2a\n```')


def test_the_details_say_what_unequal_means():
    html = convert("```math\nK \\ne K + 1\n```")
    assert "“≠” claims that they differ in general, not always." in html
    assert "✓ checked on 20 random draws</summary>" in html
    assert "Every side was computed for 20 random draws." in html


def test_the_details_count_the_extreme_draws_and_repeat_no_note():
    html = convert("```math\n\\begin{align}\n|\\sum_{c=1}^K q_c| &= 1 \\tag{1}\n\\end{align}\n```")
    assert "Every side was computed for 20 random draws and 14 extreme ones." in html
    assert html.count("Step 1 uses") == 1
