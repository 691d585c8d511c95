"""Equations and formulas on a page: what is told where one does not hold, and what a sentence may hold."""

import re

import pytest
from building import convert
from mkdocs.exceptions import BuildError

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

CHAIN = (
    '# A page\n\n```math given="k: bit; q: unit"{}\n\\begin{{align}}\n\\mathrm{{BCE}}(k,q)\n'
    " &= -\\left[k\\log q + (1-k)\\log(1-q)\\right] && \\text{{the definition}} \\tag{{1}} \\\\\n"
    " &= {} && \\text{{the slip}} \\tag{{2}}\n\\end{{align}}\n```"
)


def test_a_failure_points_at_the_step_with_both_sides_and_the_draw():
    with pytest.raises(BuildError) as told:
        convert(CHAIN.format("", r"k\log q + (1-k)\log(1-q)"))
    message = str(told.value)
    assert message.startswith("page:7: this equation does not hold, step (2)")
    assert "expected: −[k log q + (1−k) log (1−q)] = k log q + (1−k) log (1−q)\n" in message
    assert re.search(r"got: +(\d\.\d+) on the left side, -\1 on the right, ", message)
    assert "at k = " in message
    assert "q = 0." in message


ROWS = "# A page\n\n```math{}\n\\begin{{aligned}}\n1 &= 1 \\\\\n2 &= {}\n\\end{{aligned}}\n```"


def test_a_row_without_a_number_is_told_by_its_place():
    with pytest.raises(BuildError, match=r"^page:6: this equation does not hold, row 2\n"):
        convert(ROWS.format("", 3))


def test_an_equation_of_one_row_names_none():
    with pytest.raises(BuildError, match=r"^page:2: this equation does not hold\n"):
        convert("```math\n1 = 2\n```")


def test_a_definition_beside_the_equation_is_no_row_of_it():
    with pytest.raises(
        BuildError, match=r"^page:3: this equation cannot be checked\n(.|\n)*let: ≈ is not understood here"
    ):
        convert(ROWS.format(r' let="w := 2 \approx 2"', "w"))


@pytest.mark.parametrize(
    ("side", "reason"),
    [
        (r"k \approx q", "≈ is not understood here"),
        (r"{\color{red}k}", "a colour may hide"),
        (r"\log(q - 2)", "no value at"),
    ],
)
def test_a_refusal_points_at_the_step_and_names_what_is_seen(side, reason):
    with pytest.raises(BuildError) as told:
        convert(CHAIN.format("", side))
    assert str(told.value).startswith("page:7: this equation cannot be checked, step (2)")
    assert reason in str(told.value)


@pytest.mark.parametrize(
    ("option", "line", "message"),
    [
        ('unchecked=""', 3, "the options of a math fence"),
        ('unchecked="laziness"', 3, "no laziness is seen in this equation"),
        ('unchecked="quotation"', 3, "this equation can be executed, and holds"),
        ('unchecked="limit" given="a: real"', 3, "the options of a math fence"),
        ('base="2"', 3, 'base="0"'),
        ('given="a real"', 3, "no name"),
        ('needs="a: simplex at 1"', 3, "no condition is needed"),
    ],
)
def test_options_are_strict(option, line, message):
    with pytest.raises(BuildError) as told:
        convert(f"# A page\n\n```math {option}\n1 = 1\n```")
    assert str(told.value).startswith(f"page:{line}: ")
    assert message in str(told.value)


@pytest.mark.parametrize(
    "claim",
    [
        *(r"H(p) \ge 0", r"q = \sigma(z)", r"\frac{1}{2} H(p,q) \approx 1", r"H(p) \leqslant -1", r"H(p) \ll 1"),
        *(r"H(p) \propto 1", r"H[p] = -1", r"\mathrm H(p) = -1", r"H_2(p) = -1", r"\text{H(p) = -1}"),
        *(r"\mathrm{BCE} = 7\log q", r"H_{\hat p}(q) \ge 0", r"\sigma^{-1}(q) = z", r"H_{x_{i+1}}(p) = 1"),
    ],
)
def test_a_claim_in_a_sentence_is_a_fault(claim):
    with pytest.raises(BuildError, match="a claim stands in a math fence"):
        convert(f"It is so that ${claim}$.")


@pytest.mark.parametrize(
    "bound",
    [
        *("0 < q < 1", "a = 1, b = 2", r"p_0 + p_1 = 1", r"\sigma(z)", r"\sigma = \frac12"),
        *("p_D(x) = 1", r"q_\sigma(x) = 1", r"p_{xD}(y) = 1"),
    ],
)
def test_bounds_and_values_stand_in_sentences(bound):
    assert "<math" in convert(f"It is so that ${bound}$.")


def test_roles_have_their_colours():
    html = convert("The truth $p$ and $\\hat p$, the model $q_c$ and $\\hat q$, and $x$.")
    assert html.count('<mi class="xent-truth">p</mi>') == 1
    assert '<mover class="xent-truth" accent="true"><mi>p</mi>' in html
    assert '<mi class="xent-model">q</mi>' in html
    assert '<mover class="xent-model"' in html
    assert "<mi>x</mi>" in html


def test_what_is_false_is_excused_as_a_quotation_only():
    assert "not checked: quotation" in convert('```math unchecked="quotation"\n1 = 2\n```')
    with pytest.raises(BuildError, match="this equation does not hold"):
        convert('```math unchecked="definition"\na := 3, \\quad 2a = 7\n```')


SEEN = {
    "approximation": r"\log N! \approx N\log N - N",
    "definition": r"\ell(z) := \log\left(1+e^{-z}\right)",
    "expectation": r"\mathbb E[x] = \mu",
    "integral": r"\int_0^1 x\,dx = \frac12",
    "limit": r"\lim_{q \to 0} q\log q = 0",
}


@pytest.mark.parametrize("reason", SEEN)
def test_a_reason_not_to_check_is_seen_in_the_equation(reason):
    page = f'```math unchecked="{reason}"\n{{}}\n```'
    assert f"not checked: {reason}" in convert(page.format(SEEN[reason]))
    with pytest.raises(BuildError, match=f"no {reason} is seen in this equation"):
        convert(page.format(r"\mathrm{BCE}(k,q) = k\log q + (1-k)\log(1-q)"))


def test_a_function_of_the_site_is_not_defined_anew():
    with pytest.raises(BuildError, match="the site has a function of this name"):
        convert('```math unchecked="definition"\nH(p,q) := H(p) - D_{\\mathrm{KL}}(p\\|q)\n```')
