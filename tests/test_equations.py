"""Each construct of an equation, what must be accepted, and what must be refused."""

import json
from pathlib import Path

import pytest
from building import convert
from mkdocs.exceptions import BuildError

from xent.pages.equations import Refusal, Refuted, hold

LISTS = json.loads(Path(__file__).with_name("equations.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("item", LISTS["accept"], ids=lambda item: item["name"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_what_must_be_accepted(item, seed):
    assert hold(item["tex"], given=item["given"], let=item["let"], base=item["base"], seed=seed).relations >= 1


@pytest.mark.parametrize("item", LISTS["refuse"], ids=lambda item: item["why"])
def test_what_must_be_refused(item):
    with pytest.raises(Refuted if item["why"].startswith("false") else Refusal):
        hold(item["tex"], given=item["given"])


TRUE = {
    "number": (r"1.5 + 2 = 3.5", ""),
    "fraction of tokens": (r"\frac12 = \frac{1}{2}", ""),
    "slash": (r"1/a = \frac1a", "a: pos"),
    "dot and cross": (r"2 \cdot a \times 3 = 6a", "a: real"),
    "power of one token": (r"a^2 = a a", "a: real"),
    "power of a group": (r"a^{1+1} = a^2", "a: pos"),
    "root": (r"\sqrt{a} = a^{\frac12}", "a: pos"),
    "absolute value": (r"|a| = \max(a, -a)", "a: real"),
    "bars in bars' brackets": (r"|(|a| - a)| = |a| - a", "a: real"),
    "iverson": (r"[a > 0] + [a \le 0] = 1", "a: real"),
    "iverson unequal": (r"[a \ne b] = 1 - [a = b]", "a: bit; b: bit"),
    "factorial": (r"(n+1)! = (n+1) n!", "n: count"),
    "binomial": (r"\binom{n}{m} = \frac{n!}{m! (n-m)!}", "n: size; m: upto(n)"),
    "logarithms": (r"\log_2 a = \frac{\ln a}{\log 2}", "a: pos"),
    "exponential": (r"\exp(a) = e^a", "a: real"),
    "sum": (r"\sum_{i=1}^N i = \frac{N(N+1)}{2}", ""),
    "sum over a set": (r"\sum_{x\in\mathcal X} q(x) = 1", ""),
    "sum over a declared index": (r"\sum_j q_j = 1", "j: index(K)"),
    "sum without one": (r"\sum_{j\ne i} q_j = 1 - q_i", "i: index(K); j: index(K)"),
    "sum of one term": (r"\sum_{i=1}^N a + b = N a + b", "a: real; b: real"),
    "product": (r"\prod_{i=1}^N 2 = 2^N", ""),
    "extremes": (r"\max_{i} z_i \ge \min_{i} z_i", "i: index(K); z: real^K"),
    "tuple": (r"H((1-k,k)) = H((k,1-k))", "k: unit"),
    "index of a call": (r"\sum_{c=1}^K \operatorname{softmax}(z)_c = 1", "z: real^K"),
    "expectation": (r"\mathbb E_{x\sim p}[1] = 1", ""),
    "derivative": (r"\frac{\partial}{\partial a} a^3 = 3a^2", "a: pos"),
    "derivative by an entry": (
        r"\frac{\partial}{\partial z_1} \operatorname{LSE}(z) = \operatorname{softmax}(z)_1",
        "z: real^K",
    ),
    "slope": (r"\sigma'(a) = \sigma(a)\sigma(-a)", "a: real"),
    "gradient": (r"\nabla_z \operatorname{LSE}(z) = \operatorname{softmax}(z)", "z: real^K"),
    "minimum": (r"\arg\min_{a} (a-1)^2 = 1", "a: real"),
    "outer product": (r"z z^\top = 2 z z^\top - z z^\top", "z: real^K"),
    "relations of order": (r"0 \le q_1 < 1 \quad\text{and}\quad 1 > q_1 \ge 0", ""),
    "chain over rows": (
        "\\begin{align}\na &= \\frac{2a}{2} && \\text{why} \\tag{1} \\\\\n &= a\n\\end{align}",
        "a: real",
    ),
    "definition in the fence": (r"f(a) \coloneqq 2a, \qquad f(3) = 6", "a: real"),
    "definition of a vector": (r"v(j) := 2 q_j \\ \sum_{j=1}^K v_j = 2", "j: index(K)"),
    "definition without argument": (r"w := 2 a \\ w = 2 a", "a: real"),
    "hidden function": (r"\sigma \sigma = \sigma^2", r"\sigma: pos"),
    "prime": (r"q' + q = q + q'", "q: real; q': real"),
    "subscripted name": (r"a_\theta + 1 = 1 + a_\theta", r"a_\theta: real"),
    "sample and label": (r"\sum_{i=1}^N [x_i = x] \le N", "x: label(K); x_i: label(K)^N"),
    "empirical": (r"\sum_{c=1}^K \hat p(c) = 1", r"x_i: label(K)^N; \hat p: empirical(x_i)"),
    "underbrace": (r"\underbrace{a}_{\text{what}} + 1 = 1 + a", "a: real"),
    "accents and fonts": (
        r"\hat a + \bar{a} + \mathbf a = \mathbf{a} + \bar a + \hat{a}",
        r"\hat a: real; \bar a: real; \mathbf a: real",
    ),
    "one-hot": (r"\sum_{c=1}^K k_c = 1", "k: onehot(K)"),
    "last bits": (r"(a - b) + b = a", "a: real; b: real"),
}


@pytest.mark.parametrize(("tex", "given"), TRUE.values(), ids=TRUE)
def test_each_construct_is_understood(tex, given):
    hold(tex, given=given)


FALSE = {
    "sign": r"a + b = a - b",
    "factor": r"a = 2a",
    "small factor": r"a = 1.0000001 a",
    "order": r"a > a",
    "unequal": r"a \ne a",
    "at least": r"a \ge a + 1",
    "at most": r"a \le a - 1",
    "slope": r"\frac{\partial}{\partial a} a^2 = a",
    "third side": r"a = a = 2a",
    "a large term inside a logarithm": r"\log\left(e^{a+100} + e^{b+100}\right) = 200 + \log\left(e^a + e^b\right)",
    "a large denominator": r"\frac{10^9 + a}{10^9} = b",
    "an underbrace groups nothing": r"-\underbrace{a+b}_{\text{both}} = -a - b",
}


@pytest.mark.parametrize("tex", FALSE.values(), ids=FALSE)
def test_what_is_false_is_refuted(tex):
    with pytest.raises(Refuted):
        hold(tex + (r" \quad b = b" if "b" not in tex else ""), given="a: pos; b: pos")


REFUSED = {
    "two numbers": (r"2 3 = 6", "", "two numbers|behind a factor"),
    "number behind": (r"a 2 = 2 a", "a: real", "a number behind a factor"),
    "slash and more": (r"1/2 a = a/2", "a: real", "what does the slash divide"),
    "two slashes": (r"1/2/2 = 1", "", "what does the slash divide"),
    "log and more": (r"\log a b = 1", "a: pos; b: pos", "Write brackets"),
    "log and a dot": (r"\log a \cdot b = 1", "a: pos; b: pos", "Write brackets"),
    "log and a slash": (r"\log a / b = 1", "a: pos; b: pos", "Write brackets"),
    "log squared": (r"\log^2 a = 1", "a: pos", "an index or a power of a function"),
    "log of a bracket squared": (r"\log(a)^2 = 1", "a: pos", "of the function or of its argument"),
    "log of another base": (r"\log_3 a = 1", "a: pos", "expected 2"),
    "log of nothing positive": (r"\log(a - a) = 1", "a: pos", "no value at 0"),
    "power of a power": (r"a^2^2 = a", "a: pos", "a power of a power"),
    "root of another order": (r"\sqrt[3]{a} = a", "a: pos", "a root of another order"),
    "root of a negative": (r"\sqrt{a - 9} = a", "a: pos", "no value at"),
    "power of a vector": (r"q^2 = q", "", "a power takes a number"),
    "product of vectors": (r"q q = 1", "", "a product of two vectors"),
    "division by zero": (r"\frac{1}{a - a} = 1", "a: pos", "a division by 0"),
    "index out of range": (r"q_{K+1} = 0", "", "is none of this vector's"),
    "index 0 of 1": (r"q_0 = 0", "", "is none of this vector's"),
    "index of a number": (r"a_1 = 1", "a: real", "is none of this vector's"),
    "look-up that is none": (r"w(1) = 1 \quad q_1 = q_1", "", "is declared nowhere"),
    "product or look-up": (r"w := q \\ w(1) = q_1", "", "takes a number"),
    "unknown function": (r"H(p;q) = 1", "", r"no function H\(·;·\) is known"),
    "function of three": (r"H(p,q,p) = 1", "", "is known"),
    "function alone": (r"H = 1", "", "H is a function"),
    "unknown command": (r"\foo = 1", "", r"\\foo is no name"),
    "comment": ("a = a % yes", "a: real", "% has no place"),
    "environment": (r"\begin{matrix} a \end{matrix} = 1", "a: real", "cannot be checked"),
    "bracket that does not end": (r"(a = a", "a: real", "expected \\)"),
    "group that does not end": (r"\text{a = a", "a: real", "does not end"),
    "ends too early": (r"a =", "a: real", "ends too early"),
    "two relations side by side": (r"a = = a", "a: real", "is no name"),
    "text that is not understood": (r"a = a :", "a: real", "is not understood here"),
    "note under a brace": (r"\underbrace{a}_{b} = a", "a: real; b: real", "only words stand under a brace"),
    "factorial beyond floats": (r"200! = 200 \cdot 199!", "", "no value at 200"),
    "sum without a range": (r"\sum_g g = 1", "", "g has no range"),
    "sum over numbers": (r"\sum_a a = 1", "a: real", "a sum over real"),
    "derivative by nothing": (r"\frac{\partial}{\partial g} g = 1", "", "g is no variable"),
    "minimum at the end": (r"\arg\min_{a} a = 1", "a: real", "no minimum inside"),
    "minimum over labels": (r"\arg\min_{a} a = 1", "a: label(K)", "a minimum over label"),
    "mixed shapes": (r"q = 1", "", "different shapes"),
    "infinite side": (r"\mathrm{BCE}(1,0) = 1", "", "no finite number"),
    "bad label": (r"\mathrm{BCE}(2,a) = 1", "a: unit", r"labels: expected numbers in \[0, 1\]"),
    "declared twice": (r"a = a", "a: real; a: pos", "a is declared twice"),
    "declared and defined": (r"a := 1 \\ a = a", "a: real", "a is declared twice"),
    "defined and not used": (r"w := 1 \\ a = a", "a: real", "w: declared and not used"),
    "no domain": (r"a = a", "a: complex", "is no domain"),
    "domain without its size": (r"a = a", "a: label", "is no domain"),
    "size that is none": (r"a_1 = a_1", "a: real^M", "M is no size"),
    "nothing declared": (r"a = a", "a", "declares nothing"),
    "no name": (r"1 = 1", "1: real", "is no name"),
    "claim in let": (r"a = a", "a: real", "let holds definitions only"),
    "only a definition": (r"w := a", "a: real", "nothing is claimed"),
}


@pytest.mark.parametrize(("tex", "given", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_refused(tex, given, why):
    with pytest.raises(Refusal, match=why):
        hold(tex, given=given, let="1 = 1" if "let" in why else "")


def test_the_draws_are_the_same_at_every_build():
    messages = set()
    for _ in range(2):
        with pytest.raises(Refuted) as told:
            hold("a = 2a", given="a: real")
        messages.add(told.value.got)
    assert len(messages) == 1


def test_a_failure_points_at_the_row_with_both_sides_and_the_draw():
    page = (
        '# A page\n\n```math given="k: bit; q: unit"\n\\begin{align}\n\\mathrm{BCE}(k,q)\n'
        " &= -\\left[k\\log q + (1-k)\\log(1-q)\\right] && \\text{the definition} \\tag{1} \\\\\n"
        " &= k\\log q + (1-k)\\log(1-q) && \\text{the slip} \\tag{2}\n\\end{align}\n```"
    )
    with pytest.raises(BuildError) as told:
        convert(page)
    message = str(told.value)
    assert message.startswith("page:7: this equation does not hold, row 4")
    assert "expected: -\\left[k\\log q + (1-k)\\log(1-q)\\right] = -" in message
    assert "right side: k\\log q + (1-k)\\log(1-q)\n" in message
    assert "at k = " in message
    assert "q = 0." in message


@pytest.mark.parametrize(
    ("option", "line", "message"),
    [
        ('unchecked="laziness"', 3, "why is this equation not checked?"),
        ('unchecked="limit" given="a: real"', 3, "the options of a math fence"),
        ('base="2"', 3, "the first index"),
        ('given="a real"', 4, "declares nothing"),
    ],
)
def test_options_are_strict(option, line, message):
    with pytest.raises(BuildError) as told:
        convert(f"# A page\n\n```math {option}\n1 = 1\n```")
    assert str(told.value).startswith(f"page:{line}: ")
    assert message in str(told.value)


def test_the_reader_sees_what_was_done():
    html = convert('```math\nH(p,q) \\ge H(p)\n```\n\n```math unchecked="limit"\na \\to b\n```')
    assert 'id="eq-1"' in html
    assert "holds on 20 random draws, through <code>xent.cross_entropy</code>, <code>xent.entropy</code>" in html
    assert ">– 2</summary>" in html
    assert "is not checked: limit" in html


def test_roles_have_their_colours():
    html = convert("The truth $p$ and $\\hat p$, the model $q_c$ and $\\hat q$, and $x$.")
    assert html.count('<mi class="xent-truth">p</mi>') == 1
    assert '<mover class="xent-truth" accent="true"><mi>p</mi>' in html
    assert '<mi class="xent-model">q</mi>' in html
    assert '<mover class="xent-model"' in html
    assert "<mi>x</mi>" in html
