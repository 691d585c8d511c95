"""The one table of symbols, and where their values come from, as `given="k: bit; x_i: label(K)^N"` says in a fence."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np

import xent
from xent.pages.equations.arithmetic import Draw, Refusal, Value, scalar
from xent.pages.equations.tree import name_of

_FORM = r"(?:(real|pos|unit|bit|count|size)|(upto|index|label|simplex|onehot|set|empirical)\((\w+)\))(?:\^(\w+))?"
KINDS = "real pos unit bit count size upto(N) index(K) label(K) simplex(K) onehot(K) set(K) empirical(x_i), all also ^N"
# Interior, so that no honest equation meets an overflow, an underflowing likelihood or a log of 0.
RANGES = {"real": (-3, 3), "pos": (0.5, 3), "unit": (0.05, 0.95), "count": (0, 8), "size": (2, 5)}
# Each lies on a curve: its middle at 0, its far ends at plus and minus a number between these two.
_CURVES: dict[str, tuple[Callable[[float], float], float, float]] = {
    "real": (math.sinh, math.asinh(5), math.asinh(1e2)),
    "pos": (math.exp, math.log(5), math.log(1e4)),
    "unit": (lambda place: 1 / (1 + math.exp(-place)), math.log(9), math.log(1e9)),
    "count": (lambda place: round(math.exp(place)), math.log(10), math.log(1e3)),
}
_ENDS = {"real": (-math.inf, math.inf), "pos": (0.0, math.inf), "unit": (0.0, 1.0)}
# A domain is a condition: the next wider one asks whether it is needed.
WIDER = {"bit": "unit", "unit": "pos", "onehot": "simplex", "empirical": "simplex", "simplex": "unit", "pos": "real"}


@dataclass(frozen=True)
class Domain:
    """A kind, the symbol or number in its brackets, and the one in its exponent."""

    kind: str
    size: str = ""
    power: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """The symbols that are drawn before."""
        return frozenset(name for name in (self.size, self.power) if name and not name.isdecimal())

    @property
    def is_vector(self) -> bool:
        """Whether its values have entries."""
        return bool(self.power) or self.kind in ("simplex", "onehot", "empirical")

    def wider(self) -> "Domain | None":
        """The next wider domain, if there is one."""
        if self.kind not in WIDER or (self.kind == "simplex" and self.power):
            return None
        size, power = ("", self.size) if self.kind == "simplex" else (self.size, self.power)
        return Domain(WIDER[self.kind], "K" if self.kind == "empirical" else size, power)

    def members(self, draw: Draw) -> range:
        """Everything it holds, in order, where that is a list."""
        if self.kind not in ("bit", "upto", "index", "label", "set") or self.power:
            raise Refusal(f"a sum over {self.kind}")
        first = 0 if self.kind in ("bit", "upto") else draw.base
        return range(first, first + (2 if self.kind == "bit" else _number(draw, self.size) + (self.kind == "upto")))

    def step(self, at: Value) -> float:
        """How far a difference reaches from there: at most a thousandth of the way to the domain's end."""
        low, high = _ENDS.get(self.kind, _ENDS["real"])
        return min(1e-3, abs(float(min(np.min(at) - low, high - np.max(at)))) / 1000)

    def interval(self) -> tuple[float, float]:
        """Its ends, for a minimum inside."""
        if self.kind not in _ENDS or self.power:
            raise Refusal(f"a minimum over {self.kind}")
        low, high = _ENDS[self.kind]
        return max(low + 0.01, -30.0), min(high - 0.01, 30.0)


def read_domain(text: str) -> Domain:
    """`label(K)^N` and the like."""
    form = re.fullmatch(_FORM, text.replace(" ", ""))
    if not form:
        raise Refusal(f"{text} is no domain: {KINDS}")
    plain, sized, size, power = form.groups("")
    if "1" in (size, power):
        raise Refusal(f"{text} has one value only, or one entry")
    return Domain(plain or sized, size, power)


def far_ends(symbols: int, together: int) -> list[list[int]]:
    """For draws near the ends of the domains, one end for each symbol; -1 is the middle, where two may be equal.

    All are in the middle, then one at a time is far, then all `together`, counted in binary: even is the one end, odd
    the other (a size has a third).
    """
    middle = [-1] * symbols
    alone = [[*middle[:place], end, *middle[place + 1 :]] for place in range(symbols) for end in range(2)]
    return [middle, *alone, *([number >> (place % 3) for place in range(symbols)] for number in range(together))]


def draws(domains: dict[str, Domain], base: int, random: np.random.Generator, many: list[list[int]]) -> Iterator[Draw]:
    """A value for every symbol, sizes first, so many times; each with its ends of the domains, where it has some."""
    draw = Draw(base)
    needs = {name: sorted(domain.needs & domains.keys()) for name, domain in domains.items()}
    try:
        order = [*TopologicalSorter(needs).static_order()]
        for ends in many:
            draw = Draw(base, domains=domains)
            for place, name in enumerate(order):
                draw.values[name] = _draw(domains[name], draw, random, ends[place] if ends else None)
            yield draw
    except ValueError as error:
        left = ", ".join(name for name in domains if name not in draw.values)
        raise Refusal(f"{left} cannot be drawn: {error.args[0]}") from None


def _number(draw: Draw, size: str) -> int:
    number = int(size) if size.isdecimal() else draw.values.get(size)
    if not isinstance(number, int):
        raise Refusal(f"{size} is no size")
    return number


def _draw(domain: Domain, draw: Draw, random: np.random.Generator, end: int | None) -> Value:
    if domain.power:
        entry, entries = Domain(domain.kind, domain.size), range(_number(draw, domain.power))
        ends = (end if end is None or end < 0 else end + int(random.integers(2)) for _ in entries)
        return np.array([_draw(entry, draw, random, each) for each in ends])
    kind = domain.kind
    if end is not None and kind in _CURVES:
        curve, low, high = _CURVES[kind]
        return curve(0.0 if end == -1 else float(random.uniform(low, high)) * (1 if end % 2 else -1))
    if kind in RANGES:
        low, high = ((25, 30), (2, 2), (2, 30))[end % 3] if kind == "size" and end not in (None, -1) else RANGES[kind]
        return float(random.uniform(low, high)) if kind in _ENDS else int(random.uniform(low, high + 1))
    if kind == "empirical":
        sample = np.asarray(draw.values[domain.size])
        return xent.empirical_distribution(sample - draw.base, int(draw.values["K"]))
    if kind not in ("onehot", "simplex"):
        members = domain.members(draw)
        return members if kind == "set" else members[random.integers(len(members))]
    size = _number(draw, domain.size)
    if kind == "onehot":
        return np.eye(size, dtype=int)[random.integers(size)]
    weights = np.ones(size) if end == -1 else random.uniform(0.1, 1.0, size)
    if end is not None and end >= 0 and end % 2:  # near a corner
        weights = 10 ** random.uniform(-9, -1, size) / size
        weights[random.integers(size)] = 1
    return weights / weights.sum()


@dataclass(frozen=True)
class Symbol:
    """A symbol, where its values come from if a fence does not say, its meaning for a reader, and its role."""

    tex: str
    domain: str
    meaning: str
    role: str


# The Notation page is rendered from it, and the equations are checked with it.
TABLE = [
    Symbol("p", "simplex(K)", "the truth, a distribution over the classes", "truth"),
    Symbol("q", "simplex(K)", "the model, a distribution over the classes; one number q where there are two", "model"),
    Symbol("K", "size", "the number of classes", ""),
    Symbol("N", "size", "the number of examples", ""),
    Symbol(r"\mathcal{X}", "set(K)", "the set of the classes", ""),
    Symbol(r"\mu", "real", "the mean of a Gaussian or Laplace model", "model"),
    Symbol("b", "pos", "the scale of a Laplace model", ""),
    Symbol(r"\lambda", "pos", "the rate of a Poisson model", ""),
    Symbol(r"\varepsilon", "unit", "the part of a label that smoothing spreads", ""),
    # Every fence declares these for itself.
    Symbol("k", "", "the label of a binary example, the truth's probability of class 1", "truth"),
    Symbol("z", "", "logits: real numbers, before they become probabilities", "model"),
    Symbol(r"x_1, \dots, x_N", "", "the sample: labels or targets; beside weights w, and in q(y | x), the inputs", ""),
    Symbol(r"\hat{p}", "", "the empirical distribution of the sample", "truth"),
    Symbol("n_c", "", "how often class c occurs in the sample", ""),
    Symbol(r"\hat{q}", "", "the maximum-likelihood estimate", "model"),
]
SYMBOLS = {name_of(symbol.tex): read_domain(symbol.domain) for symbol in TABLE if symbol.domain}
ROLES = {name_of(symbol.tex): symbol.role for symbol in TABLE if "," not in symbol.tex}


@dataclass(frozen=True)
class Function:
    """A function: its LaTeX with · for its arguments, the public name it calls, its meaning, and the call."""

    form: str
    public: str
    meaning: str
    call: Callable[..., Value]


def _normal(_: Draw, mu: Value, variance: Value) -> xent.Normal:
    return xent.Normal(mu, math.sqrt(scalar(variance, "a variance")))


def _nll(draw: Draw, x: Value, model: Value) -> float:
    if not hasattr(model, "log_prob"):
        raise Refusal("a likelihood needs a model")
    if isinstance(model, xent.Categorical):  # classes are counted from the fence's base
        x = np.asarray(x) - draw.base
    return xent.negative_log_likelihood(x, model)


def _pmf(model: Callable[..., Value]) -> Callable[..., Value]:
    return lambda draw, x, *parameters: np.exp(-_nll(draw, [scalar(x, "a probability")], model(draw, *parameters)))


def _mean(_: Draw, x: Value, mu: Value) -> float:
    return xent.mean_loss(xent.squared_error, x, mu)


def _public(name: str) -> Callable[..., Value]:
    numbers = name in _OF_NUMBERS
    return lambda _, *values: getattr(xent, name)(*(scalar(value, name) if numbers else value for value in values))


def _row(form: str, public: str, meaning: str, call: Callable[..., Value] | None = None) -> tuple[str, Function]:
    name, _, arguments = form.partition("(")
    key = name_of(name) + "(" + arguments.replace(r"\|", "‖")
    return key, Function(form, public, meaning, call or _public(public))


_OF_NUMBERS = {"binary_cross_entropy", "binary_cross_entropy_with_logits", "squared_error", "sigmoid", "log_sigmoid"}
_ROWS = [
    _row("H(·)", "entropy", "entropy"),
    _row("H(·,·)", "cross_entropy", "cross entropy of truth and model"),
    _row(r"D_{\mathrm{KL}}(·\|·)", "kl_divergence", "Kullback-Leibler divergence"),
    _row(r"\mathrm{BCE}(·,·)", "binary_cross_entropy", "binary cross entropy"),
    _row(r"\mathrm{BCE}_{\mathrm{logit}}(·,·)", "binary_cross_entropy_with_logits", "the same, of a label and a logit"),
    _row(r"H_{\mathrm{logits}}(·,·)", "softmax_cross_entropy", "cross entropy of a truth and the softmax of logits"),
    _row(r"\mathrm{NLL}(·;·)", "negative_log_likelihood", "negative log-likelihood of a sample and a model", _nll),
    _row(r"\mathrm{SE}(·,·)", "squared_error", "squared error of one target"),
    _row(r"\mathrm{MSE}(·,·)", "squared_error mean_loss", "mean squared error", _mean),
    _row(r"\sigma(·)", "sigmoid", "sigmoid"),
    _row(r"\operatorname{logsigmoid}(·)", "log_sigmoid", "its logarithm"),
    _row(r"\operatorname{softmax}(·)", "softmax", "softmax of logits"),
    _row(r"\operatorname{logsoftmax}(·)", "log_softmax", "its logarithm"),
    _row(r"\operatorname{LSE}(·)", "logsumexp", "logarithm of the sum of exponentials"),
    _row(r"\operatorname{smooth}(·,·)", "smooth_labels", "labels smoothed by a part ε"),
    _row(r"\mathrm{Bernoulli}(·)", "Bernoulli", "Bernoulli model"),
    _row(r"\mathrm{Bernoulli}(·;·)", "Bernoulli", "its probability", _pmf(_public("Bernoulli"))),
    _row(r"\mathrm{Binomial}(·;·,·)", "Binomial", "probability of a count, by trials and q", _pmf(_public("Binomial"))),
    _row(r"\mathrm{Categorical}(·)", "Categorical", "categorical model"),
    _row(r"\mathrm{Categorical}(·;·)", "Categorical", "its probability", _pmf(_public("Categorical"))),
    _row(r"\mathcal{N}(·,·)", "Normal", "Gaussian model, by mean and variance", _normal),
    _row(r"\mathcal{N}(·;·,·)", "Normal", "its density", _pmf(_normal)),
    _row(r"\mathrm{Laplace}(·,·)", "Laplace", "Laplace model, by mean and scale"),
    _row(r"\mathrm{Laplace}(·;·,·)", "Laplace", "its density", _pmf(_public("Laplace"))),
    _row(r"\mathrm{Poisson}(·)", "Poisson", "Poisson model"),
    _row(r"\mathrm{Poisson}(·;·)", "Poisson", "its probability", _pmf(_public("Poisson"))),
    _row(r"\operatorname{diag}(·)", "", "diagonal matrix", lambda _, vector: np.diag(vector)),
]
FUNCTIONS = dict(_ROWS)
FUNCTION_NAMES = {form.partition("(")[0] for form in FUNCTIONS}
