"""Equations: what is understood and holds, what is false, and what is refused because it could be misread."""

import json
from pathlib import Path

import pytest

from xent.pages.equations import Refusal, Refuted, hold, mathml

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

LISTS = json.loads(Path(__file__).with_name("equations.json").read_text(encoding="utf-8"))
HOLDS, FALSE = "holds", "false"


def judged(tex, **options):
    """What comes of the equation that a reader sees: it holds, it is false, or the reason of the refusal."""
    try:
        hold(mathml(tex), **options)
    except Refuted:
        return FALSE
    except Refusal as refusal:
        return str(refusal)
    return HOLDS


def align(rows):
    return rf"\begin{{align}}{rows}\end{{align}}"


@pytest.mark.parametrize("item", LISTS["accept"], ids=lambda item: item["name"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_what_must_be_accepted(item, seed):
    options = {name: item[name] for name in ("given", "let", "needs", "base") if name in item}
    assert judged(item["tex"], **options, seed=seed) == HOLDS


@pytest.mark.parametrize("item", LISTS["refuse"], ids=lambda item: item["why"])
def test_what_must_be_refused(item):
    come = judged(item["tex"], given=item["given"])
    assert come == FALSE if item["why"].startswith("false") else come not in (HOLDS, FALSE)


# The LaTeX, what is given, and what is expected: that it holds, that it is false, or words of the refusal.
CASES = {
    # Numbers and operators.
    "number": (r"1.5 + 2 = 3.5", "", HOLDS),
    "what is written instead of a power of log": (r"(\log a)^2 = (\log a)(\log a)", "a: pos", HOLDS),
    "two definitions without a gap": (r"w := 1, v := 2, \quad w + v = 3", "", "a definition is := and one right side"),
    "two definitions and a gap": (r"w := 1, \quad v := 2, \quad w + v = 3", "", HOLDS),
    "a definition of nothing": (":= 2", "", "nothing is no name"),
    "two points in a number": (r"1.2.3 = 1.2", "", "1.2.3 is not understood here"),
    "a prime at a number": (r"1' = 1", "", "1′ is not understood here"),
    "fraction of tokens": (r"\frac12 = \frac{1}{2}", "", HOLDS),
    "dot and cross": (r"2 \cdot a \times 3 = 6a", "a: real", HOLDS),
    "power of one token": (r"a^2 = a a", "a: real", HOLDS),
    "power of a group": (r"a^{1+1} = a^2", "a: pos", HOLDS),
    "power of a fraction": (r"\sqrt{a} = a^{\frac12}", "a: pos", HOLDS),
    "another power": (r"\sqrt{a} = a^{\frac13}", "a: pos", FALSE),
    "absolute value": (r"|a| = \max(a, -a)", "a: real", HOLDS),
    "bars in bars' brackets": (r"|(|a| - a)| = |a| - a", "a: real", HOLDS),
    "iverson": (r"[a > 0] + [a \le 0] = 1", "a: real", HOLDS),
    "iverson unequal": (r"[a \ne b] = 1 - [a = b]", "a: bit; b: bit", HOLDS),
    "factorial": (r"(n+1)! = (n+1) n!", "n: count", HOLDS),
    "binomial": (r"\binom{n}{m} = \frac{n!}{m! (n-m)!}", "n: size; m: upto(n)", HOLDS),
    "binomial without braces": (r"\log\binom n1 = \log n", "n: size", HOLDS),
    "logarithms": (r"\log_2 a = \frac{\ln a}{\log_{2} e}", "a: pos", FALSE),
    "base of a logarithm": (r"\log_2 a = \frac{\ln a}{\log 2}", "a: pos", HOLDS),
    "exponential": (r"\exp(a) = e^a", "a: real", HOLDS),
    "whole numbers beyond 64 bits": (r"\binom{100}{50} = \frac{100!}{50! \cdot 50!}", "", HOLDS),
    "twenty zeros": (r"10^{20} = 100000000000000000000", "", HOLDS),
    "last bits": (r"(a - b) + b = a", "a: real; b: real", HOLDS),
    "nothing at the left": ("= 1", "", "the end is not understood here: something is missing"),
    "a function of nothing": (r"a = \log", "a: pos", "the end is not understood here: something is missing"),
    "a factor behind a logarithm": (r"\log(a) b = b \log(a)", "a: pos; b: pos", HOLDS),
    "a factor behind a slope": (r"\frac{\partial a^2}{\partial a} b = 2ab", "a: pos; b: pos", HOLDS),
    "a fraction behind a gap": (r"a = a \quad \frac12 = \frac12", "a: pos", HOLDS),
    "two limits of a sum": (r"\sum_{a=b=1}^N a = 1", "", "has no range"),
    "a range without its end": (r"\sum_{i=1} i = 1", "", "has no range"),
    "a range with an end too many": (r"\sum_{c \ne j}^N q_c = 1 - q_j", "j: index(K)", "has no range"),
    "a range without itself": (r"\sum_{j \ne j} q_j = 1 - q_j", "j: index(K)", "has no range"),
    "a range from itself": (r"\sum_{j=j}^K q_j = q_K", "j: index(K)", "has no range"),
    "a range that is no set": (r"\sum_{x \in K} x = 1", "", "has no range"),
    "bars behind a name": (r"a|b| = |b|a", "a: pos; b: pos", HOLDS),
    "curly brackets behind a name": (r"q\{1+1\} = 2q", "q: unit", HOLDS),
    "unequal but far out": (r"\min(a, 10) \ne 10", "a: real", FALSE),
    "a defined name with a letter below": (r"a_b := 2, \quad a_b = 2", "", HOLDS),
    # Sums, sets, indices.
    "sum": (r"\sum_{i=1}^N i = \frac{N(N+1)}{2}", "", HOLDS),
    "sum over a set": (r"\sum_{x\in\mathcal X} q(x) = 1", "", HOLDS),
    "sum over a declared index": (r"\sum_j q_j = 1", "j: index(K)", HOLDS),
    "sum without one": (r"\sum_{j\ne i} q_j = 1 - q_i", "i: index(K); j: index(K)", HOLDS),
    "sum of one term": (r"\sum_{i=1}^N a + b = N a + b", "a: real; b: real", HOLDS),
    "product": (r"\prod_{i=1}^N 2 = 2^N", "", HOLDS),
    "extremes": (r"\max_{i} z_i \ge \min_{i} z_i", "i: index(K); z: real^K", HOLDS),
    "tuple": (r"H((1-k,k)) = H((k,1-k))", "k: unit", HOLDS),
    "index of a call": (r"\sum_{c=1}^K \operatorname{softmax}(z)_c = 1", "z: real^K", HOLDS),
    "sample and label": (r"\sum_{i=1}^N [x_i = x] \le N", "x: label(K); x_i: label(K)^N", HOLDS),
    "empirical": (r"\sum_{c=1}^K \hat p(c) = 1", r"x_i: label(K)^N; \hat p: empirical(x_i)", HOLDS),
    "one-hot": (r"\sum_{c=1}^K k_c = 1", "k: onehot(K)", HOLDS),
    "index out of range": (r"q_{K+1} = 0", "", "is none of this vector's"),
    "index 0 of 1": (r"q_0 = 0", "", "is none of this vector's"),
    "index of a number": (r"a_1 = 1", "a: real", "is none of this vector's"),
    "entries need their number": (
        r"\sum_{i=1}^N x_i = N x_i",
        "x_i: real",
        "x_i has entries: how many? Write its domain with ^N",
    ),
    "sum without a range": (r"\sum_g g = 1", "", "g has no range"),
    "sum without an end": (r"\sum_{i=1} i = 1", "", "has no range: write"),
    "sum without a beginning": (r"\sum_{i}^N i = 1", "", "has no range: write"),
    "sum over numbers": (r"\sum_a a = 1", "a: real", "a sum over real"),
    # Derivatives and minima.
    "derivative": (r"\frac{\partial}{\partial a} a^3 = 3a^2", "a: pos", HOLDS),
    "derivative by an entry": (
        r"\frac{\partial}{\partial z_1} \operatorname{LSE}(z) = \operatorname{softmax}(z)_1",
        "z: real^K",
        HOLDS,
    ),
    "gradient": (r"\nabla_z \operatorname{LSE}(z) = \operatorname{softmax}(z)", "z: real^K", HOLDS),
    "minimum": (r"\arg\min_{a} (a-1)^2 = 1", "a: real", HOLDS),
    "outer product": (r"z z^\top = 2 z z^\top - z z^\top", "z: real^K", HOLDS),
    "wrong slope": (r"\frac{\partial}{\partial a} a^2 = a", "a: pos", FALSE),
    "lists of no entries": (r"x \ne y", "n: count; x: real^n; y: real^n", FALSE),
    "derivative by a vector": (
        r"\frac{\partial}{\partial z}(z_1+z_2+z_3) = 1",
        "z: real^3",
        "a derivative takes a number",
    ),
    "derivative by nothing": (r"\frac{\partial}{\partial g} g = 1", "", "g is declared nowhere"),
    "derivative with an upright d": (r"\frac{d a}{d a} = 1", "a: real; d: real", "a derivative of another kind"),
    "minimum at the end": (r"\arg\min_{a} a = 1", "a: real", "one minimum inside the domain"),
    "minimum over labels": (r"\arg\min_{a} a = 1", "a: label(K)", "a minimum over label"),
    "a minimum and more": (r"\arg\min_{a} (a-b)^2 + b = 2b", "a: real; b: real", "what is minimised?"),
    # Relations, rows, words.
    "relations of order": (r"0 \le q_1 < 1 \quad\text{and}\quad 1 > q_1 \ge 0", "", HOLDS),
    "chain over rows": (align(r"a &= \frac{2a}{2} && \text{why} \tag{1} \\ &= a"), "a: real", HOLDS),
    "space between rows": (align(r"a &= \frac{2a}{2} \\[4pt] &= a"), "a: real", HOLDS),
    "aside behind a row": (align(r"a &= a \\ &\quad = a, \qquad b = b"), "a: pos; b: pos", HOLDS),
    "a reason names a number": (align(r"a &= a && \text{step 1 again} \tag{1}"), "a: real", HOLDS),
    "braces of one atom": (r"a = {a}, \quad {b} = b", "a: pos; b: pos", HOLDS),
    "full stop": (r"a = a.", "a: real", HOLDS),
    "a chain that goes on behind a gap": (r"a = a, \quad = a", "a: real", HOLDS),
    "a slip behind a gap": (r"a = a, \quad = 2a", "a: real", FALSE),
    "a sentence behind a full stop": (r"a = a. \quad -a = -a", "a: real", HOLDS),
    "sign": (r"a + b = a - b", "a: pos; b: pos", FALSE),
    "factor": (r"a = 2a", "a: pos", FALSE),
    "small factor": (r"a = 1.0000001 a", "a: pos", FALSE),
    "order": (r"a > a", "a: pos", FALSE),
    "order of nothing": (r"0 > 0", "", FALSE),
    "order of what cancels": (r"a - a < 0", "a: pos", FALSE),
    "unequal": (r"a \ne a", "a: pos", FALSE),
    "at least": (r"a \ge a + 1", "a: pos", FALSE),
    "at most": (r"a \le a - 1", "a: pos", FALSE),
    "third side": (r"a = a = 2a", "a: pos", FALSE),
    "rows that nobody sees": (r"1 = 1 \\ 2 = 2", "", "a number behind"),
    "digits that run together": (r"2 3 = 6", "", FALSE),
    "braces that nobody sees": (r"-{a+b} = -a - b", "a: pos; b: pos", FALSE),
    "a power of braces": (r"{a b}^2 = a^2 b^2", "a: pos; b: pos", FALSE),
    "a large term inside a logarithm": (
        r"\log(e^{a+100} + e^{b+100}) = 200 + \log(e^a + e^b)",
        "a: pos; b: pos",
        FALSE,
    ),
    "a large denominator": (r"\frac{10^9 + a}{10^9} = b", "a: pos; b: pos", FALSE),
    "relation that is not known": (r"a \approx a", "a: real", "≈ is not understood here"),
    "nothing claimed": (r"a", "a: real", "nothing is claimed of a"),
    "only a definition": (r"w := a", "a: real", "nothing is claimed"),
    "ends too early": (r"a =", "a: real", "the end is not understood here"),
    "two relations side by side": (r"a = = a", "a: real", "the end is not understood here"),
    "a row that continues an aside": (
        align(r"a &= a \quad\text{since}\quad b - b = 0 \\ &= 0"),
        "a: pos; b: pos",
        "which chain does this row continue?",
    ),
    "a row that begins with a minus": (align(r"a &= a + b - b \\ & - b"), "a: pos; b: pos", "begins with its relation"),
    "a row that begins with a bracket": (align(r"a &= a \\ & (b)"), "a: pos; b: pos", "begins with its relation"),
    "two equations in a row": (align(r"a - a &= 0 & b &= 0"), "a: pos; b: pos", "a row holds words only"),
    "text before": (r"\text{-}a = a", "a: pos", "words inside a formula"),
    "text behind": (r"a = a \text{ + 1}", "a: pos", "words inside a formula"),
    "text behind a gap": (r"a = a \quad\text{and} b = b", "a: pos; b: pos", "words inside a formula"),
    "text between": (r"a \text{ (more) } = a", "a: pos", "words inside a formula"),
    "text that states": (r"a = a \quad\text{so 0 is 1}", "a: pos", "these words state something"),
    "a relation in a reason": (
        align(r"a &= a && \text{so } \text{a < 0} \tag{1}"),
        "a: pos",
        "words only, and not a < 0",
    ),
    "number of letters": (align(r"a &= a \tag{a}"), "a: pos", "whole numbers, each once"),
    "number used twice": (align(r"a &= a \tag{1} \\ &= a \tag{1}"), "a: pos", "whole numbers, each once"),
    # Names.
    "hidden function": (r"\sigma \sigma = \sigma^2", r"\sigma: pos", HOLDS),
    "prime": (r"q' + q = q + q'", "q: real; q': real", HOLDS),
    "prime in a definition": (r"q' \coloneqq 1 - q_1, \qquad q' + q_1 = 1", "", HOLDS),
    "subscripted name": (r"a_\theta + 1 = 1 + a_\theta", r"a_\theta: real", HOLDS),
    "subscripted distribution": (r"H(p,q_\theta) \ge H(p)", r"q_\theta: simplex(K)", HOLDS),
    "accents and fonts": (
        r"\hat a + \bar{a} + \mathbf a = \mathbf{a} + \bar a + \hat{a}",
        r"\hat a: real; \bar a: real; \mathbf a: real",
        HOLDS,
    ),
    "definition in the fence": (r"f(a) \coloneqq 2a, \qquad f(3) = 6", "a: real", HOLDS),
    "function with an index": (r"f(a) \coloneqq 2a, \qquad f_3 = 6", "a: real", "f takes its argument in brackets"),
    "index of a defined vector": (r"v(j) := 2 q_j, \quad v_0 = 2", "j: index(K)", "is none of this vector's"),
    "definition of a vector": (r"v(j) := 2 q_j, \quad \sum_{j=1}^K v_j = 2", "j: index(K)", HOLDS),
    "definition without argument": (r"w := 2 a, \quad w = 2 a", "a: real", HOLDS),
    "two letters side by side": (r"p_{ij} = p_{ij}", "i: index(K); j: index(K)", "two signs side by side"),
    "a number and a letter side by side": (r"x_{1c} = x_c", "x_i: real^5; c: index(5)", "two signs side by side"),
    "upright name": (r"\mathrm{Var}(a) = \mathrm{Var}(a)", r"\mathrm{Var}: real; a: real", "reads as a function"),
    "undeclared": (r"\hat\mu = 1", "", "is declared nowhere"),
    "near name": (r"\mathrm{softmax}(z)_1 = \operatorname{sofmax}(z)_1", "z: real^K", "did you mean softmax?"),
    "look-up that is none": (r"w(1) = 1, \quad q_1 = q_1", "", "w is declared nowhere"),
    "product or look-up": (r"w := q, \quad w(1) = q_1", "", "the product w(…) takes a number"),
    "unknown function": (r"H(p;q) = 1", "", "H is a function: write H(·) or H(·,·)"),
    "function of three": (r"H(p,q,p) = 1", "", "H is a function: write H(·) or H(·,·)"),
    "function alone": (r"H = 1", "", "H is a function"),
    "function redefined": (r"H(p) := 0, \quad H(p) = 0", "", "or a function of this site"),
    "entry redefined": (r"p_1 := 2, \quad p_1 = 2", "", "p_1 is an entry of a vector that is drawn"),
    "power of a defined name": (r"w^2 := 4, \quad w = 4", "", "w^2 is no name"),
    "power of a parameter": (r"f(a^2) := a, \quad f(4) = 4", "a: pos", "f(a^2) is no name"),
    "accent on a power": (r"\bar{x^2} = \bar{x}", r"\bar x: real", "scripts stand at?"),
    "accent on two letters": (r"\hat{ab} = 1", "a: real; b: real", "scripts stand at?"),
    "entry declared beside its vector": (r"H(p,q) = q_1", "q_1: unit", "q_1 is an entry of a vector that is drawn"),
    "a letter beside one of its family": (r"q_1 + q = q + q_1", "q_1: real; q: real", HOLDS),
    "entry of a defined vector": (r"w := q, \quad w_1 := 0, \quad w_1 = 0", "", "w_1 is an entry of a vector"),
    "one upright letter that is a number": (
        r"\mathrm E := 2, \quad \mathrm E(a) = 2a",
        "a: real",
        "reads as a function",
    ),
    "operator that is a number": (r"\mathrm{Var} := 2, \quad \mathrm{Var}(a) = 2a", "a: real", "reads as a function"),
    "Greek that looks Latin": (r"\Alpha := 2, \quad \Alpha = 2", "", "looks like a Latin letter"),
    "number posing as a name": (r"\operatorname{2} := 3, \quad \operatorname{2} + 1 = 4", "", "2 is no name"),
    "infinity": (r"\infty := 5, \quad \infty = 5", "", "∞ is no name"),
    "subscript of a definition": (
        r"q_\theta := \operatorname{softmax}(\theta), \quad H(q_\theta) \ge 0",
        r"\theta: real^K",
        HOLDS,
    ),
    "upright e": (r"\mathrm e^a = e^a", "a: real", HOLDS),
    # What could be read in two ways.
    "number behind": (r"a 2 = 2 a", "a: real", "a number behind"),
    "slash": (r"1/a = \frac1a", "a: pos", r"/ is not understood here: write \frac"),
    "slash in an exponent": (r"a^{1/2} = \sqrt a", "a: pos", r"/ is not understood here: write \frac"),
    "braces around a sum": (r"-\left\{a + b\right\} = -a - b", "a: real; b: real", HOLDS),
    "braces around a list": (r"\{a, b\} = (a, b)", "a: real; b: real", "{a,b} is not understood here"),
    "two double bars": (r"D_{\mathrm{KL}}(p \parallel q) \ge 0", "", HOLDS),
    "log and more": (r"\log a b = 1", "a: pos; b: pos", "Write brackets"),
    "log and a dot": (r"\log a \cdot b = 1", "a: pos; b: pos", "Write brackets"),
    "log of braces": (r"\log{a b} = \log a + \log b", "a: pos; b: pos", "Write brackets"),
    "log squared": (r"\log^2 a = 1", "a: pos", "an index or a power of the function log"),
    "log of a bracket squared": (r"\log(a)^2 = 1", "a: pos", "of the function or of its argument?"),
    "log of another base": (r"\log_3 a = 1", "a: pos", "of the function log: write it behind (log …), or"),
    "bracket as an exponent": (r"a^{(1)} = a", "a: pos", "a bracket as an exponent is no power"),
    "layer as an exponent": (r"a^{[1]} = a", "a: pos", "a bracket as an exponent is no power"),
    "exponent that begins with a bracket": (r"e^{(a+b)a} = e^{a^2+ab}", "a: real; b: real", HOLDS),
    "power of a bracket as an exponent": (r"e^{(a+1)^2} = e^{a^2+2a+1}", "a: real", HOLDS),
    "Iverson's bracket as an exponent": (r"a^{[b = 1]} = 1 - b + ab", "a: pos; b: bit", HOLDS),
    "power of a bracket that grows, and a factor": (r"\left(a\right)^2 b = a b a", "a: real; b: real", HOLDS),
    "part pushed aside": (r"\hphantom{b} a = a", "a: real", "<mpadded> is not read"),
    "interval for a range": (r"\max_{q\in(0,1)} q(1-q) = 0", "", "has no range: write"),
    "quotient like a derivative": (r"\frac{-d a^2}{d a} = -a", "a: pos; d: pos", "a derivative of another kind"),
    "upright quotient like one": (
        r"\frac{\mathrm{d} a^2}{\mathrm{d} a} = a",
        r"a: pos; \mathrm{d}: pos",
        "upright d reads as a function",
    ),
    "partial as a name": (r"\partial a = a", r"\partial: pos; a: pos", "is no name"),
    "gradient by nothing": (r"\nabla H(p) = 1", "", r"nothing is no variable that is drawn: write"),
    "braces as brackets": (r"\exp\{a\} = e^a", "a: real", HOLDS),
    "a minus behind a gap": (r"a = a \quad -b = -b", "a: pos; b: pos", "Set a comma, words"),
    "a continuation of a definition": (
        align(r"K &= K \\ w &\coloneqq 2 \\ &= K \\ w-2 &= 0"),
        "",
        "which chain does this row continue?",
    ),
    "a relation with a condition": (r"K \underset{K=0}{=} K", "", "is not understood here"),
    "a dash in words": (r"a = a \quad\text{– b}", "a: pos", "these words state something"),
    "a sign in a reason": (align(r"a &= a && \text{± 1} \tag{1}"), "a: pos", "holds words only, and not ± 1"),
    "two minima": (r"\arg\min_{a} (a^2-1)^2 = -1", "a: real", "one minimum inside the domain, and no other"),
    "the greater minimum": (r"\arg\min_{a} (a-2)^2((a+1)^2+0.28) = -0.9", "a: real", "one minimum inside the domain"),
    "a slope off by little": (r"\frac{\partial}{\partial z}(1000+z^2) = 2z+0.0005", "z: real", FALSE),
    # What hides or shrinks.
    "colour": (r"\textcolor{red}{a} = a", "a: real", "a colour may hide"),
    "negative space": (r"a\! = a", "a: real", "a space of negative width"),
    "negative space by length": (r"a\hspace{-1em} = a", "a: real", "a space of negative width"),
    "phantom": (r"a + \phantom{a} = a", "a: real", "<mphantom> is not read"),
    "too small": (r"a {\scriptscriptstyle + a} = a", "a: real", "smaller than it means"),
    "rows without brackets": (r"\genfrac{}{}{0pt}{}{a}{b} = 1", "a: size; b: size", "is not understood here"),
    "underbrace": (r"\underbrace{a}_{\text{all}} = a", "a: real", "Write brackets"),
    "root of another order": (r"\sqrt[3]{a} = a", "a: pos", "<mroot> is not read"),
    "environment": (r"\begin{matrix} a \end{matrix} = 1", "a: real", "and it stands alone"),
    "comment": ("a = a % yes", "a: real", "a comment has no place"),
    "unknown command": (r"\foo = 1", "", "Unknown command"),
    "bracket that does not end": (r"(a = a", "a: real", "( is not understood here: where does it end?"),
    "two signs for one": (r"a\operatorname{+-}b = a + b", "a: real; b: real", "+− is not understood here"),
    "a prime at a fraction": (r"\frac{a}{2}' = \frac{a}{2}", "a: real", "(a) over (2)′ is not understood here"),
    "a prime at a root": (r"\sqrt{a}' = \sqrt{a}", "a: pos", "√(a)′ is not understood here"),
    "a prime at a slope": (r"\frac{\partial}{\partial a}' a = 1", "a: pos", "a derivative of another kind"),
    "a prime at a choice": (r"({3 \atop 2}') = 3", "", "is not understood here"),
    "a gap below a sum": (r"\sum_{x\in\quad\mathcal X} q(x) = 1", "", "has no range"),
    "a prime at a bracket": (r"(a)' = a", "a: real", "( is not understood here"),
    "text that is not understood": (r"a = a :", "a: real", ": is not understood here"),
    "digits that are none": ("a^2 = a²", "a: real", "² is not understood here"),
    "full stop first": (r".a = a", "a: real", ". is not understood here"),
    # Values.
    "log of nothing positive": (r"\log(a - a) = 1", "a: pos", "no value at 0"),
    "root of a negative": (r"\sqrt{a - 9} = a", "a: pos", "no value at"),
    "power of a vector": (r"q^2 = q", "", "takes a number"),
    "product of vectors": (r"q q = 1", "", "a product of two vectors"),
    "division by zero": (r"\frac{1}{a - a} = 1", "a: pos", "division by zero"),
    "factorial beyond floats": (r"200! = 200 \cdot 199!", "", "no value at 200"),
    "mixed shapes": (r"q = 1", "", "different shapes"),
    "infinite side": (r"\mathrm{BCE}(1,0) = 1", "", "no finite number"),
    "bad label": (r"\mathrm{BCE}(2,a) = 1", "a: unit", "labels: expected a number in [0, 1], got 2"),
    # What is given.
    "declared twice": (r"a = a", "a: real; a: pos", "a is declared twice"),
    "declared and defined": (r"a := 1, \quad a = a", "a: real", "a is declared twice"),
    "declared and not used": (r"a = a", "a: real; b: real", "b: declared and not used"),
    "defined and not used": (r"w := 1, \quad a = a", "a: real", "w: declared and not used"),
    "no domain": (r"a = a", "a: complex", "complex is no domain"),
    "domain without its size": (r"a = a", "a: label", "label is no domain"),
    "domain of one entry": (r"q_1 = 1", "q: simplex(1)", "has one value only, or one entry"),
    "size that is none": (r"a_1 = a_1", "a: real^M", "M is no size"),
    "nothing declared": (r"a = a", "a: real; b", "b is no domain"),
    "no name": (r"1 = 1", "1: real", "1 is no name"),
    "an index of nothing": ("x = x", "x: index(0)", "cannot be drawn"),
    "a sample of numbers": (r"\hat x = \hat x", r"x_i: real^N; \hat x: empirical(x_i)", "empirical takes a sample"),
    "a sample of three classes": (
        r"\hat x = \hat x",
        r"x_i: label(3)^N; \hat x: empirical(x_i)",
        "declared as label(K)^N",
    ),
    "a sample that is none": ("x = x", "x: empirical(y)", "empirical takes a sample"),
    # What a reader takes otherwise.
    "a factor behind a derivative": (
        r"\frac{\partial}{\partial q}\left[-\log q\right] q(1-q) = (2q-1)\log q - (1-q)",
        "q: unit",
        "what is differentiated?",
    ),
    "a product with a dot": (
        r"\prod_{i=1}^N q(x_i)\cdot\frac12 = 2^{-N}\prod_{i=1}^N q(x_i)",
        "x_i: label(K)^N",
        "what does ⋅ go on with?",
    ),
    "bars of two sizes": (
        r"\left|\frac a2|b|c\right| = b\left|\frac{ac}{2}\right|",
        "a: real; b: real; c: real",
        "two sizes",
    ),
    "columns": (r"\begin{array}{c|c} q = 1 & q = q \end{array}", "q: unit", "align, aligned or gather, and"),
    "small spaces": (r"q = 1 \;\;\;\;\;\; q = q", "q: unit", FALSE),
    "a space in points": (r"a\hspace{3pt} b = ab", "a: real; b: real", HOLDS),
    "a mixed number": (r"1\tfrac12 = \tfrac12", "", "a number behind 1: is it a factor or added?"),
    "two letters that are a number": (
        r"\mathrm{CE}(q+1) = \mathrm{CE}(q) + 2",
        r"\mathrm{CE}: real; q: real",
        "as a function",
    ),
    "italic letters that are a number": (r"\mathit{ab} := a, \quad \mathit{ab} = a", "a: real", "as a function"),
    "an entry by the size": (r"q_K := 1 - q_1, \quad q_1 + q_K = 1", "", "q_K is an entry of a vector"),
    "entries beside their vector": (
        r"H(q) \ne -\sum_{c=1}^K q_c\log q_c",
        "q: simplex(K); q_c: unit^K",
        "is an entry of",
    ),
    "words that deny": (r"\text{It is not true that}\quad H(p,q) \ge H(p)", "", "these words state something"),
    "one number, with and without braces": (
        r"\begin{align} q &= q \tag1 \\ &= q \tag{1} \end{align}",
        "q: unit",
        "each once",
    ),
    "a definition under a sum over what it holds": (
        r"m := z_c, \quad \sum_{c=1}^K (z_c - m) = 0",
        "z: real^K; c: index(K)",
        "c in the definition of m is another one here",
    ),
    "a definition under another one's argument": (
        r"f(a) := ab, \quad g(b) := f(1), \quad g(3) = 3",
        "a: real",
        "b in the definition of f is another one here",
    ),
    # What is small or large beside the other terms.
    "likelihoods of swapped labels": (
        r"\prod_{i=1}^{40} q^{k_i}(1-q)^{1-k_i} = \prod_{i=1}^{40} q^{1-k_i}(1-q)^{k_i}",
        "k_i: bit^40; q: unit",
        FALSE,
    ),
    "a likelihood without its width": (
        r"\prod_{i=1}^{20} \mathcal N(x_i;\mu,\sigma^2) = \exp\left(-\sum_{i=1}^{20}(x_i-\mu)^2\right)",
        r"x_i: real^20; \sigma: pos",
        FALSE,
    ),
    "entropies beside a large number": (r"10^{10} + H(p) = 10^{10} + H(q)", "", FALSE),
    "a difference that rounding explains": (r"10^{12} a - 10^{12} a = 10^{-5}", "a: real", FALSE),
    "a small entry beside a large one": (r"(10^{10}, q) = (10^{10}, 1-q)", "q: unit", FALSE),
    "a small likelihood is positive": (r"0 < q^{10}(1-q)^{10} < 1", "q: unit", HOLDS),
    "a small density is positive": (r"0 < e^{-(x-\mu)^2} \le 1", "x: real", HOLDS),
    "terms that cancel": (r"10^6 (H(p) + D_{\mathrm{KL}}(p\|q) - H(p,q)) = 0", "", HOLDS),
    "unbounded below": (r"\arg\min_{a}(3a-a^3) = -1", "a: real", "one minimum inside"),
    "a factorial of a power": (r"(N^2)! = N^2 (N^2-1)!", "", HOLDS),
    "another factorial of a power": (r"(N^2)! = 2N^2 (N^2-1)!", "", FALSE),
    "a power of a power": (r"(z-4)^{2^2} = 17", "z: real", FALSE),
    "a sum up to a power": (r"\sum_{i=1}^{2^2} i = 11", "", FALSE),
    "a root at its end": (r"\sqrt{q-q} = 1", "q: unit", FALSE),
    "a bracket at its edge": (r"[1-q+q \ge 1] = 7", "q: unit", FALSE),
    "a bound of numbers": (r"1 < 2", "", HOLDS),
    "a number before a root": (r"2\sqrt2 = \sqrt8", "", HOLDS),
    "no number and more": (r"q &= q \tag{1 is false}", "q: unit", "whole numbers, each once"),
    "a verb that denies": (r"a = a \quad\text{cannot be}", "a: real", "these words state something"),
    "a short verb that denies": (r"a = a \quad\text{isn’t so}", "a: real", "these words state something"),
    "a capital that denies": (r"\text{Never}\quad H(p,q) \ge H(p)", "", "these words state something"),
    "a space in another unit": (r"a\hspace{2ex} b = ab", "a: real; b: real", "nothing is claimed of a"),
    "a definition of a number under a sum": (
        r"m := 2, \quad z_c + m = m + z_c, \quad \sum_{c=1}^K m = 2K",
        "z: real^K; c: index(K)",
        HOLDS,
    ),
    "a definition that is taken up in another": (
        r"f(q) := -\log q_1, \quad g(q) := f(q), \quad g(q) = -\log q_1",
        "",
        HOLDS,
    ),
    "a definition with its symbol free and bound": (
        r"m := z_c + \sum_{c} q_c, \quad \sum_{c=1}^K (z_c + 1 - m) = 0",
        "z: real^K; c: index(K)",
        "c in the definition of m is another one here",
    ),
    # Derivatives up to the ends of a domain.
    "the slope of a logarithm": (r"\frac{\partial}{\partial\lambda}\log\lambda = \frac1\lambda > 0", "", HOLDS),
    "the slope of a loss": (r"\frac{\partial}{\partial q}\mathrm{BCE}(1,q) = -\frac1q < -1", "q: unit", HOLDS),
    "the slope of a width": (
        r"\frac{\partial}{\partial b}\left(-\log\mathrm{Laplace}(x;\mu,b)\right) = \frac1b-\frac{|x-\mu|}{b^2}",
        "x: real",
        HOLDS,
    ),
    "a vector's slope along one entry": (r"\frac{\partial}{\partial z_2} (z_1 z) = (0, z_1)", "z: real^2", HOLDS),
    "a matrix's row for a vector's slope": (r"\frac{\partial}{\partial z_2} (z_1 z) = (z_2, z_1)", "z: real^2", FALSE),
    "steep slopes of a slope": (r"\nabla_z^2 e^{9z_1} = 81\operatorname{diag}((e^{9z_1}, 0))", "z: real^2", HOLDS),
    "a slope that is steeper": (r"\frac{\partial}{\partial z} e^{100z} = 100 e^{100z}", "z: real", HOLDS),
    "a matrix that is rough here and rounded there": (
        r"q := \operatorname{softmax}(10z), \quad"
        r"\nabla_z^2 \operatorname{LSE}(10z) = 100(\operatorname{diag}(q) - q q^\top)",
        "z: real^K",
        HOLDS,
    ),
    "a steep slope in one fraction": (r"\frac{\partial e^{9z}}{\partial z} = 9e^{9z}", "z: real", HOLDS),
    "a slope at a point, or times it": (
        r"\frac{\partial z^2}{\partial z}(3) = 6z",
        "z: real",
        "at what stands in brackets, or times it?",
    ),
    "two factorials": ("n!! = (n!)!", "n: upto(3)", "! is not understood here"),
    "a product of two products": (
        r"\prod_{i=1}^N x_i \prod_{i=1}^N y_i = 1",
        "x_i: pos^N; y_i: pos^N",
        "what does ∏ go on with?",
    ),
    "a logarithm of a sum and a dot": (
        r"\log\sum_{c=1}^K e^{z_c} \cdot a = 1",
        "z: real^K; a: pos",
        "where does the function's argument end?",
    ),
    "a sum of products with a dot": (r"-\sum_{c=1}^K p_c \cdot \log q_c = H(p,q)", "", HOLDS),
    "a rounded equality in Iverson's bracket": (r"[a \cdot \frac1a = 1] = 1", "a: pos", HOLDS),
    "a derivative that is declared": (r"\sigma' = \sigma'", r"\sigma': real", "reads as a derivative"),
    "a function's letter with an index": (r"2\sigma_1 = \sigma_1 + \sigma_1", r"\sigma_1: pos", HOLDS),
    "unequal in general, beside a bound": (
        r"\begin{gather} H(p,q) \ne H(q,p) \\ H(p,q) \ge H(p) \end{gather}",
        "",
        HOLDS,
    ),
    "a logarithm that rounds to 0": (r"\log(q_1 + q_2) = 0", "q: simplex(2)", HOLDS),
    "a minus behind a sign": ("a + -b = a - b", "a: real; b: real", "takes brackets"),
    "a second slope": (
        r"\frac{\partial}{\partial q}\left(\frac{\partial}{\partial q}\mathrm{BCE}(k,q)\right)"
        r" = \frac{k}{q^2} + \frac{1-k}{(1-q)^2}",
        "k: unit; q: unit",
        HOLDS,
    ),
    "a variance that is no number": (
        r"\frac{\partial}{\partial v}\mathrm{NLL}(x;\mathcal N(\mu,v))"
        r" = \frac{N}{2v} - \frac{1}{2v^2}\sum_{i=1}^N(x_i-\mu)^2",
        "x_i: real^N; v: pos",
        HOLDS,
    ),
    "a probability too small for a float": (
        r"0 < \mathrm{Poisson}(k;\lambda) = \frac{\lambda^k e^{-\lambda}}{k!} \le 1",
        "k: count",
        HOLDS,
    ),
    "a count as a size": ("x = x", "x: label(n); n: count", "x cannot be drawn"),
    "a rate is less than its far draws": (r"\lambda \le 200", "", FALSE),
    # Strict bounds that rounding reaches.
    "a sigmoid is below 1": (r"0 < \sigma(z) < 1", "z: real", HOLDS),
    "a softplus is above its logit": (r"\log(1+e^z) > z", "z: real", HOLDS),
    "a log-sum-exp is above the maximum": (r"\operatorname{LSE}(z) > \max_c z_c", "z: real^K; c: index(K)", HOLDS),
    "a number before a fraction": (r"2\frac{a}{3} = \frac{2a}{3}", "a: real", HOLDS),
    "a letter before a fraction": (r"a\frac12 = \frac{a}{2}", "a: real", HOLDS),
    "a quotient by d": (r"\frac{a}{d} d = a", "a: real; d: pos", HOLDS),
    "a row with a left side of its own": (align(r"a &= a \\ & b = b"), "a: pos; b: pos", HOLDS),
    "a constant's letter that is declared": (r"\log e = 1", "e: pos", FALSE),
    "a slope by a letter with an index": (
        r"\frac{\partial}{\partial q_\theta} q_\theta^2 = 2 q_\theta",
        r"q_\theta: unit",
        HOLDS,
    ),
    "a sum over a bit": (r"\sum_{k} \mathrm{Bernoulli}(k;q) = 1", "k: bit; q: unit", HOLDS),
    # Held or refused, each by a rule of its own.
    "a sum over a list": (r"\sum_{k} k = 1", "k: bit^N", "a sum over bit"),
    "a minimum over a list": (r"\arg\min_{z} z^\top z = 0", "z: real^K", "a minimum over real"),
    "a number as a size": ("x = x", "x: label(a); a: real", "a is no size"),
    "a slope by what is defined": (r"v := a^2, \quad \frac{\partial v}{\partial v} = 1", "a: pos", "v is no variable"),
    "a slope by a number": (r"\frac{\partial}{\partial 2} a = 0", "a: pos", "2 is no variable"),
    "a dot behind a slope": (r"\frac{\partial}{\partial a} a \cdot b = b", "a: pos; b: pos", "what is differentiated?"),
    "an index of a fraction bar": (
        r"\frac{a}{b}_1 = \frac{a}{b}",
        "a: pos; b: pos",
        "with an index or a power takes brackets",
    ),
    "an index behind a logarithm": (r"\log(z)_1 = \log z_1", "z: real^2", "of the function or of its argument?"),
    "a factorial behind a logarithm": (r"\log(3)! = \log 6", "", "of the function or of its argument?"),
    "a power of what is counted": (r"\sum_{i^2=1}^{3} a = 3a", "a: pos", "has no range"),
    "an index of arg": (r"\arg_2\min_a (a-1)^2 = 1", "a: real", "only a minimum is read"),
    "a power of min": (r"\arg\min_a^2 (a-1)^2 = 1", "a: real", "only a minimum is read"),
    "an index above in a slope": (r"\frac{\partial_2}{\partial a} a^2 = 2a", "a: pos", "a derivative of another kind"),
    "a power below in a slope": (r"\frac{\partial}{\partial^2 a} a^2 = 2a", "a: pos", "a derivative of another kind"),
    "a fraction without its upper part": (r"\frac{}{2} = 1", "", "the end is not understood here"),
    "a slope by no letter": (r"\frac{\partial}{} a = 1", "a: pos", "∂ is not understood here"),
    "a power inside a binomial": (r"({5 \atop 2}^2) = 10", "", "is not understood here"),
    "an index of a defined function": (r"f_2(a) := 2a, \quad f(3) = 6", "a: real", "f_2(a) is no name"),
    "a power of words": (r"a = a \quad\text{and}^2\quad b = b", "a: pos; b: pos", "scripts stand at?"),
    "an index of a gap": (r"a = a \quad_2", "a: pos", "scripts stand at?"),
    "a factor in a row of its own": (
        align(r"a &= a \\ & b \\ &= b"),
        "a: pos; b: pos",
        "a row under a right side begins with its relation",
    ),
    "a factor before a square bracket": (r"q[1] = q", "", "the product q[…] takes a number"),
    "a factorial of a fraction": (r"2.5! = 2", "", "no value at 2.5"),
    "a set": (r"\mathcal X = \mathcal X", "", "no finite number"),
    "a counted name behind its sum": (r"\sum_{i=1}^N i = i", "", "i is declared nowhere"),
    "two powers of a sum's end": (r"\sum_{i=1,2}^N i = 3", "", ", is not understood here"),
    "a row without a relation": (align(r"a &= a \\ & b"), "a: pos; b: pos", "a row under a right side begins with its"),
    "a slope by two letters": (r"\frac{\partial}{\partial ab} ab = 1", "a: pos; b: pos", "ab is no variable"),
    "sizes that need each other": (
        "x = x",
        "x: label(a); a: label(b); b: label(a)",
        "a, b, x cannot be drawn: nodes",
    ),
    "words in bold": (r"a = a \quad\textbf{so}", "a: pos", "so stands in no element"),
    "two numbers above a line": (r"\frac{a,b}{2} = \frac{a}{2}", "a: real; b: real", ", is not understood here"),
    "two numbers as an index": (r"z_{1,2} = z_1", "z: real^K", ", is not understood here"),
    "a parameter declared nowhere": (r"f(t) := t^2, \quad f(a) = a^2", "a: real", "t is declared nowhere"),
    "a power of an opening bracket": (r"(^2 a) = a", "a: real", "(^2 is not understood here"),
    "one number above another": (r"{a \atop b} = 1", "a: pos; b: pos", "is not understood here"),
    "a power of a function": (r"\sigma^2(z) = \sigma(z)", "z: real", "an index or a power of the function σ"),
    "an index of a function": (r"H_2(p) = H(p)", "", "an index or a power of the function H"),
    "a slope by a square": (r"\frac{\partial a^2}{\partial a^2} = 1", "a: pos", "a^2 is no variable"),
    "a power of a fraction bar": (
        r"\frac{a}{b}^2 = \frac{a}{b^2}",
        "a: pos; b: pos",
        "with an index or a power takes brackets",
    ),
    "a second derivative": (r"\frac{\partial^2}{\partial a^2} a^2 = 2", "a: pos", "and a second derivative as"),
    "a slope by nothing": (r"\frac{\partial a}{b} = 1", "a: pos; b: pos", "∂ is not understood here"),
    "a gradient by an entry": (r"\nabla_{z_1} z_1 = 1", "z: real^K", "a derivative of another kind"),
    "a third gradient": (r"\nabla_z^3 z_1 = 0", "z: real^K", "a derivative of another kind"),
    "an index of an exponential": (r"\exp_2(a) = a", "a: pos", "a power of the function exp"),
    "a maximum's place": (r"\arg\max_a (1-a)^2 = 1", "a: real", "only a minimum is read"),
    "a power of a maximum": (r"\max_{c}^2 q_c = \max_{c} q_c", "c: index(K)", "max _c^2 has no range"),
    "a power of a maximum of two": (
        r"\max\nolimits^2(a, b) = 1",
        "a: pos; b: pos",
        "or brackets behind max and min",
    ),
    "a maximum from one to another": (r"\max_{c=1}^{K} q_c \le 1", "", HOLDS),
    "a maximum without a beginning": (r"\max_{c=1} q_c \le 1", "", "write i=1 below and N above"),
    "a maximum that does not end": (r"\max(a = a", "a: pos", "or brackets behind max and min"),
    "a maximum of a comma, never asked": (r"\sum_{i=1}^{0} \max, = 0", "", "or brackets behind max and min"),
    "a maximum of nothing": (r"\max a = a", "a: pos", "or brackets behind max and min"),
    "a range to a fraction": (r"\sum_{i=1}^{2.5} a = 2a", "a: pos", "2.5 is no whole number"),
    "a range without a name": (r"\sum_{2}^{3} a = a", "a: pos", "has no range"),
    "an index that a definition has not": (
        r"u(j) := \frac1K, \quad u_0 = \frac1K",
        "j: index(K)",
        "the index 0 is none",
    ),
    "a definition without its argument": (r"f(t) := t^2, \quad 2f = 2f", "t: real", "a function without its argument"),
    "a likelihood of no model": (r"\mathrm{NLL}(x;q) = 1", "x_i: label(K)^N", "a likelihood needs a model"),
    "a number and a vector": (r"1 - q = 1 - q", "", "a sum of a number and a vector"),
    "a product of two shapes": (
        r"p^\top q = q^\top p",
        "q: simplex(3); p: simplex(2)",
        "a product of two vectors, or of two shapes",
    ),
    "a root by a power": (r"a^{\frac12} = a^{\frac12}", "a: real", "no value at -"),
    "a power below all floats": (r"10^{-400} = 0", "", "no value at 10, -400"),
    "a vector and a number behind it": (r"z a = a z", "z: real^K; a: real", HOLDS),
    "a number and a vector, the other way": (r"q - 1 = q - 1", "", "a sum of a number and a vector"),
    "a number and a transposed vector": (r"2 z^\top z = 2\sum_{c=1}^K z_c^2", "z: real^K", HOLDS),
    "a sum of transposed vectors": (
        r"(z^\top + z^\top) z = 0",
        "z: real^K",
        "a sum of a number and a vector, or of two shapes",
    ),
    "a counted letter of the site before a bracket": (r"\sum_{q=1}^{3} q(2) = 12", "", HOLDS),
    "defined twice": (r"w := 1, \quad w := 2, \quad w = 2", "", "w is declared twice"),
    "a counted letter that hides a definition": (
        r"v(j) := 2 q_j, \quad v_1 = 2 q_1, \quad \sum_{v=1}^{2} v_1 = 4 q_1",
        "j: index(K)",
        "is none of this vector's",
    ),
    "near name in capitals": (r"\mathrm{bce}(k,q) = 1", "k: bit; q: unit", "did you mean BCE?"),
    "scripts behind a gap": (r"{a \quad b}_2 = 1", "a: pos; b: pos", "scripts stand at?"),
    "scripts at nothing": (r"{}^2 = 1", "", "scripts stand at?"),
    "a power of a power in braces": (r"{a^2}^3 = a^6", "a: pos", "scripts stand at?"),
    "a capital letter in italics": (r"\mathit K = K", "", HOLDS),
    "a number without braces used twice": (align(r"a &= a \tag 1 \\ &= a \tag{1}"), "a: pos", "each once"),
    "a minus below": (r"\begin{gather} a = a \\ -b = -b \end{gather}", "a: pos; b: pos", "a left side"),
    "a minus above": (r"\begin{gather} -b = -b \\ a = a \end{gather}", "a: pos; b: pos", HOLDS),
    "a prime below": (r"a_{\prime} = a'", "a': real", "a_′ is declared nowhere"),
    "a letter beside one with two indices": (r"x = x_{ij}", "x_{ij}: real", "x is declared nowhere"),
    "a fraction in a message": (r"\frac{a}{b}", "a: pos; b: pos", "nothing is claimed of (a) over (b)"),
    "a script in a message": (r"a^{10}", "a: pos", "nothing is claimed of a^{10}"),
    "an accent that is not read": (r"\vec{a} = 1", "a: real", "<mover> is not read"),
    "an accent on a number": (r"\hat{2} = 2", "", "2̂ is not understood here"),
    "an accent on an entry": (r"\hat{a_1} = 1", "a: real^3", "scripts stand at?"),
    "a root in a message": (r"\sqrt{a}", "a: pos", "nothing is claimed of √(a)"),
    "a number in a message": (r"100a", "a: pos", "nothing is claimed of 100a"),
    "two letters for one name": (r"a = a", "ab: real", "ab is no name"),
    "a power for a name": (r"a = a", "a^2: real", "a^2 is no name"),
    "a formula beside an alignment": (r"1 = 2 \quad \begin{aligned}K &= K\end{aligned}", "", "and it stands alone"),
    "a formula for a reason": (
        r"\begin{align}K &= K && a \tag{1}\end{align}",
        "a: real",
        "behind && a row holds words",
    ),
    "a gap behind a reason": (r"\begin{align}K &= K && \text{yes} \quad \text{so} \tag{1}\end{align}", "", HOLDS),
    "a number twice, once bare": (r"\begin{align}K &= K \tag1 \\ N &= N \tag{1}\end{align}", "", "the number (1)"),
    "a bracket that opens with a power": (r"(^2 a + 1) = a + 1", "a: real", "(^2 is not understood here"),
    "a second slope over pos": (
        r"\nabla_q^2 \log q_1 = -\operatorname{diag}((q_1^{-2},0)), \quad q_1 > 0",
        "q: pos^2",
        HOLDS,
    ),
    "a steep second slope": (r"\nabla_q^2 q_1^{-4} = \operatorname{diag}((20q_1^{-6},0))", "q: pos^2", HOLDS),
    "a row in a function": (
        r"\operatorname{diag}(z^\top) = \operatorname{diag}((z_1,7)^\top)",
        "z: real^K",
        "it has no value",
    ),
    "a slope of a row": (
        r"(\nabla_w w^\top)(x y^\top) = x^\top y",
        "w: real^K; x: real^K; y: real^K",
        "it has no value",
    ),
    "a minimum over bits in an empty sum": (r"\sum_{i=1}^{0}\arg\min_k k = 0", "k: bit", "a minimum over bit"),
    "a definition with its gaps taken away": (r"w {\coloneqq} 2, \quad w = 2", "", HOLDS),
    "a definition at a cell's end": (r"\begin{align} w \coloneqq & 2 \\ w = & 2\end{align}", "", HOLDS),
    "entries of what may be one": (
        r"\sum_{i=1}^{n} \log q(x_i) = \log\prod_{i=1}^{n} q(x_i)",
        "n: upto(N); x_i: label(K)^n",
        HOLDS,
    ),
    "a symbol before it is defined": (r"q := 2q, \quad q_1 = q_1", "", "it has no value"),
    "two alignments side by side": (
        r"\begin{aligned}a &= a\end{aligned}\begin{aligned}b &= b\end{aligned}",
        "a: pos; b: pos",
        "and it stands alone",
    ),
    "a sum without an end to wait for": (r"\sum_{i=1}^{10^9} 1 = 10^9", "", "1e+09 is no whole number, or more than"),
    "a power of nothing": (r"0^2 = 0", "", HOLDS),
    "an index between two": (r"q_{1.5} = q_1", "", "the index 1.5 is none of this vector's"),
    "an empty sum": (r"\sum_{i=1}^{0} i = 0", "", HOLDS),
    "a minimum at the other end": (r"\arg\min_{a} (-a) = 30", "a: real", "one minimum inside the domain"),
    # Bounds that an interior draw would flatter.
    "entropy is at most 2": (r"H(p) \le 2", "", FALSE),
    "divergence is at most log K": (r"D_{\mathrm{KL}}(p\|q) \le \log K", "", FALSE),
    "a loss is at most 5": (r"\mathrm{BCE}(k,q) \le 5", "k: unit; q: unit", FALSE),
    "clipping changes nothing": (r"\max(q,0.0001) = q", "q: unit", FALSE),
    "a logit is at most 10": (r"\max(z,-10) = z", "z: real", FALSE),
    "a sigmoid stays away from 0": (r"\sigma(z) > 0.001", "z: real", FALSE),
    "an entropy is at least 0.1": (r"H(p) \ge 0.1", "", FALSE),
    "few classes": (r"K \le 6", "", FALSE),
    "entropies add up to less": (r"H(p,q) \le H(p) + H(q) + 1", "", FALSE),
    "a cross entropy exceeds the entropy": (r"H(p,q) > H(p)", "", FALSE),
    "an entropy is below log K": (r"H(p) < \log K", "", FALSE),
    "a number is never small": (r"|z| \ge 0.00001", "z: real", FALSE),
    "two labels differ": (r"[a \ne b] = 1", "a: bit; b: bit", FALSE),
    "a root has no sign": (r"\sqrt{(z+4)^2} = z + 4", "z: real", FALSE),
    "a count is small": (r"k \le 8", "k: count", FALSE),
    "a density is at most 1": (r"\mathcal N(x;\mu,\sigma^2) \le 1", r"x: real; \sigma: pos", FALSE),
    "a width is no danger": (r"\mathrm{Laplace}(x;\mu,b) \le 1", "x: real", FALSE),
    "no sample is likelier than 1": (
        r"\mathrm{NLL}(x;\mathcal N(\mu,\sigma^2)) \ge 0",
        r"x_i: real^N; \sigma: pos",
        FALSE,
    ),
    "no count is likely": (r"\mathrm{Poisson}(k;\lambda) \le 0.61", "k: count", FALSE),
    "a slope is bounded": (
        r"\left|\frac{\partial}{\partial q}\mathrm{BCE}(k,q)\right| \le 500",
        "k: bit; q: unit",
        FALSE,
    ),
    "a power of one half has no sign": (r"\left((z+4)^2\right)^{\frac12} = z+4", "z: real", FALSE),
    "a clipped number is below its clip": (r"\min(z,4) < 4", "z: real", FALSE),
    "a clipped probability is above its clip": (r"\max(q,0.01) > 0.01", "q: unit", FALSE),
    "the divergence is above 0": (r"D_{\mathrm{KL}}(p\|q) > 0", "", FALSE),
    "a rate is at most 10": (r"\lambda \le 10", "", FALSE),
    "the largest is not large": (r"\max_{c} q_c \le 0.9", "c: index(K)", FALSE),
}


@pytest.mark.parametrize(("tex", "given", "expect"), CASES.values(), ids=CASES)
def test_each_equation_is_judged(tex, given, expect):
    come = judged(tex, given=given)
    if expect in (HOLDS, FALSE):
        assert come == expect
    else:
        assert expect in come


def test_a_name_near_no_other_is_told_alone():
    assert judged("g = 1") == "g is declared nowhere in this fence"


BOUNDS = [name for name in CASES if name in [*CASES][[*CASES].index("entropy is at most 2") :]]


@pytest.mark.parametrize("name", BOUNDS)
def test_a_false_bound_is_refuted_at_every_seed(name):
    tex, given, expect = CASES[name]
    assert [judged(tex, given=given, seed=seed) for seed in range(40)] == [expect] * 40


@pytest.mark.parametrize(
    ("given", "let", "come"),
    [
        ("a: real", "1 = 1", "let holds definitions only"),
        ("a: real", r"w := 1", "w: declared and not used"),
        ("a: real", "", HOLDS),
    ],
)
def test_let_defines_and_nothing_else(given, let, come):
    assert judged("a = a", given=given, let=let) == come


def test_a_definition_over_a_bit_is_asked_for_0_and_1():
    options = {"given": "k: bit; p: unit", "let": "u(k) := p^k (1-p)^{1-k}"}
    assert judged(r"u(1) = p, \quad u(0) = 1-p", **options) == HOLDS
    assert judged("u(1) = 1-p", **options) == FALSE


def test_the_draws_are_the_same_at_every_build():
    messages = set()
    for _ in range(2):
        with pytest.raises(Refuted) as told:
            hold(mathml("a = 2a"), given="a: real")
        messages.add(told.value.got)
    assert len(messages) == 1


@pytest.mark.parametrize(
    ("tex", "far"),
    [
        (r"|a| \ge 0", 12),
        (r"0 < e^{-a^2} \le 1", 8),
        (r"(a^2+1)^{-\frac12} = (1+a^2)^{-\frac12}", 12),
        (r"(a^2+1)^{0.5} = (1+a^2)^{0.5}", 12),
    ],
)
def test_the_extreme_draws_that_have_a_value_are_counted(tex, far):
    assert hold(mathml(tex), given="a: real").far == far


def test_a_condition_that_is_not_so_is_told_with_what_is():
    told = judged(align(r"H(p) &= H(p) \tag{7}"), needs="p: simplex at 2")
    assert told == "needs='p: simplex at 2' is not so: p: simplex at 7"
    told = judged("a = a", given="a: real", needs="a: real at 1")
    assert told == "needs='a: real at 1' is not so: no condition is needed"


def test_no_last_digit_decides_a_bracket():
    tex = r"[a > 50][(10^{16}+z)-10^{16} \ge z] = 0"
    assert [judged(tex, given="a: real; z: real", seed=seed) for seed in (1, 3, 4)] == [FALSE] * 3


def test_a_name_before_a_bracket_is_told():
    tex = r"a (1 + 1) + b [1 + 1] + c \frac12 = 2a + 2b + \frac{c}{2}"
    assert hold(mathml(tex), given="a: pos; b: pos; c: pos").factors == ("a", "b")


def test_what_runs_through_its_domain_needs_no_condition():
    assert not hold(mathml(r"\sum_k k = 1"), given="k: bit").conditions
