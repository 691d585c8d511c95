"""What a reader sees is what is checked, also where the tokens alone could be read otherwise."""

import pytest

from xent.pages.equations import Refusal, Refuted, hold


def align(rows):
    return rf"\begin{{align}}{rows}\end{{align}}"


REFUSED = {
    "braces that nobody sees": (r"-{a+b} = -a - b", "expected }, got +"),
    "a sign in braces": (r"2 {-a} = -2 a", "- is no name"),
    "a power of braces": (r"{a b}^2 = a^2 b^2", "expected }, got b"),
    "log of braces": (r"\log{a b} = \log a + \log b", "expected }, got b"),
    "words that are none": (r"\underbrace{a}_{\text{= 3}} = a", "only words stand under a brace"),
    "text before": (r"\text{-}a = a", "text inside a formula"),
    "text behind": (r"a = a \text{ + 1}", "text inside a formula"),
    "text behind a gap": (r"a = a \quad\text{and} b = b", "text inside a formula"),
    "an underbrace in a second column": (align(r"a &= a & \underbrace{b}_{\text{more}}"), "behind its second &"),
    "text between": (r"a \text{ (plus 1) } = a", "text inside a formula"),
    "full stop first": (r".a = a", r"\. is no name"),
    "full stop between": (r"a = a . b = b", "b is not understood here"),
    "digits that are none": ("a^2 = a²", "is not understood|is no name"),
    "function redefined": (r"H(p) := 0 \\ H(p) = 0", "H is a function of this site"),
    "entry redefined": (r"p_1 := 2 \\ p_1 = 2", "p_1 is an entry of a vector that is drawn"),
    "two equations in a row": (align(r"a - a &= 0 & b &= 0"), "behind its second & a row holds words only"),
    "a row that continues an aside": (
        align(r"a &= a \quad\text{since}\quad b - b = 0 \\ &= 0"),
        "which chain does this row continue",
    ),
    "a slash before a sum": (r"1/\sum_{j=1}^K q_j a = \frac1a", "what does the slash divide"),
    "a minimum and more": (r"\arg\min_{a} (a-b)^2 + b = 2b", "what is minimised"),
}


@pytest.mark.parametrize(("tex", "why"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_read_in_two_ways_is_refused(tex, why):
    with pytest.raises(Refusal, match=why):
        hold(tex, given="a: pos; b: pos")


def test_entries_need_their_number():
    with pytest.raises(Refusal, match=r"x_i has entries: how many\? Write real\^N"):
        hold(r"\sum_{i=1}^N x_i = N x_i", given="x_i: real")


def test_a_definition_over_a_bit_is_asked_for_0_and_1():
    given, let = "k: bit; p: unit", "u(k) := p^k (1-p)^{1-k}"
    assert hold(r"u(1) = p \quad u(0) = 1-p", given=given, let=let)
    with pytest.raises(Refuted):
        hold("u(1) = 1-p", given=given, let=let)


@pytest.mark.parametrize(
    "tex",
    [
        align(r"a &= a \\ & = b - b + a && \text{nothing added} \tag{1} \\ &\quad = a, \qquad b = b"),
        r"a = {a}, \quad {b} = b",
    ],
)
def test_what_has_one_reading_holds(tex):
    assert hold(tex, given="a: pos; b: pos")


@pytest.mark.parametrize("tex", [r"\binom{100}{50} = \frac{100!}{50! \cdot 50!}", r"10^{20} = 100000000000000000000"])
def test_whole_numbers_beyond_64_bits(tex):
    assert hold(tex)


@pytest.mark.parametrize(
    "given", ["x: index(0)", r"x_i: real^N; x: empirical(x_i)", "x: empirical(y)", "x: label(n); n: count"]
)
def test_symbols_that_cannot_be_drawn_are_refused(given):
    with pytest.raises(Refusal):
        hold("x = x", given=given)
