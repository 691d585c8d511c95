"""The one table of symbols: the Notation page is rendered from it, and the equations are checked with it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import xent
from xent.pages.equations.domains import Domain, read_domain
from xent.pages.equations.values import Draw, Refusal, Value, scalar


@dataclass(frozen=True)
class Symbol:
    """A symbol, where its values come from if a fence does not say, its meaning for a reader, and its role."""

    tex: str
    domain: Domain
    meaning: str
    role: str = ""


def _symbol(tex: str, domain: str, meaning: str, role: str = "") -> Symbol:
    return Symbol(tex, read_domain(domain), meaning, role)


SYMBOLS = {
    symbol.tex: symbol
    for symbol in (
        _symbol("p", "simplex(K)", "the truth, a distribution over the classes", "truth"),
        _symbol(
            "q",
            "simplex(K)",
            "the model, a distribution over the classes; one number q where two classes are meant",
            "model",
        ),
        _symbol("K", "size", "the number of classes"),
        _symbol("N", "size", "the number of examples"),
        _symbol(r"\mathcal{X}", "set(K)", "the set of the classes"),
        _symbol(r"\mu", "real", "the mean of a Gaussian or Laplace model", "model"),
        _symbol("b", "pos", "the width of a Laplace model"),
        _symbol(r"\lambda", "pos", "the rate of a Poisson model"),
        _symbol(r"\varepsilon", "unit", "the part of a label that smoothing spreads"),
    )
}
# Symbols that every fence declares for itself; the Notation page lists them too.
DECLARED = {
    "k": ("the label of a binary example, the truth's probability of class 1", "truth"),
    "z": ("logits: real numbers, before they become probabilities", "model"),
    r"x_1, \dots, x_N": ("the sample: labels or targets, never inputs", ""),
    r"\hat{p}": ("the empirical distribution of the sample", "truth"),
    "n_c": ("how often class c occurs in the sample", ""),
    r"\hat{q}": ("the maximum-likelihood estimate", "model"),
}
ROLES = {symbol.tex: symbol.role for symbol in SYMBOLS.values()} | {tex: role for tex, (_, role) in DECLARED.items()}


@dataclass(frozen=True)
class Function:
    """A function: its LaTeX with · for its arguments, the public name it calls, its meaning, and the call."""

    form: str
    public: str
    meaning: str
    call: Callable[..., Value]


def _pmf(model: Callable[..., Value]) -> Callable[..., Value]:
    return lambda draw, x, *parameters: np.exp(model(draw, *parameters).log_prob(scalar(x, "a probability")))


def _categorical(draw: Draw, q: Value) -> "_Shifted":
    return _Shifted(xent.Categorical(q), draw.base)


class _Shifted:
    """A model of classes that are counted from the fence's base."""

    def __init__(self, model: xent.Categorical, base: int) -> None:
        self.model, self.base = model, base

    def log_prob(self, x: Value) -> Value:
        return self.model.log_prob(np.asarray(x) - self.base)


def _normal(_: Draw, mu: Value, variance: Value) -> xent.Normal:
    return xent.Normal(mu, np.sqrt(scalar(variance, "a variance")))


def _nll(_: Draw, x: Value, model: Value) -> float:
    if not hasattr(model, "log_prob"):
        raise Refusal("a likelihood needs a model")
    return xent.negative_log_likelihood(x, model)


def _plain(name: str) -> Callable[..., Value]:
    return lambda _, *values: getattr(xent, name)(*values)


def _of_scalars(name: str) -> Callable[..., Value]:
    return lambda _, *values: getattr(xent, name)(*(scalar(value, name) for value in values))


_BERNOULLI, _BINOMIAL, _LAPLACE, _POISSON = (_plain(name) for name in ("Bernoulli", "Binomial", "Laplace", "Poisson"))

FUNCTIONS = {
    function.form: function
    for function in (
        Function("H(·)", "entropy", "entropy", _plain("entropy")),
        Function("H(·,·)", "cross_entropy", "cross entropy of truth and model", _plain("cross_entropy")),
        Function(r"D_{\mathrm{KL}}(·\|·)", "kl_divergence", "Kullback-Leibler divergence", _plain("kl_divergence")),
        Function(
            r"\mathrm{BCE}(·,·)", "binary_cross_entropy", "binary cross entropy", _of_scalars("binary_cross_entropy")
        ),
        Function(
            r"\mathrm{BCE}_{\mathrm{logit}}(·,·)",
            "binary_cross_entropy_with_logits",
            "the same, of a label and a logit",
            _of_scalars("binary_cross_entropy_with_logits"),
        ),
        Function(
            r"H_{\mathrm{logits}}(·,·)",
            "softmax_cross_entropy",
            "cross entropy of a truth and the softmax of logits",
            _plain("softmax_cross_entropy"),
        ),
        Function(
            r"\mathrm{NLL}(·;·)", "negative_log_likelihood", "negative log-likelihood of a sample and a model", _nll
        ),
        Function(
            r"\mathrm{MSE}(·,·)",
            "squared_error",
            "mean squared error",
            lambda _, x, mu: float(np.mean(xent.squared_error(x, mu))),
        ),
        Function(r"\sigma(·)", "sigmoid", "sigmoid", _of_scalars("sigmoid")),
        Function(r"\operatorname{logsigmoid}(·)", "log_sigmoid", "its logarithm", _of_scalars("log_sigmoid")),
        Function(r"\operatorname{softmax}(·)", "softmax", "softmax of logits", _plain("softmax")),
        Function(r"\operatorname{logsoftmax}(·)", "log_softmax", "its logarithm", _plain("log_softmax")),
        Function(r"\operatorname{LSE}(·)", "logsumexp", "logarithm of the sum of exponentials", _plain("logsumexp")),
        Function(r"\operatorname{smooth}(·,·)", "smooth_labels", "smoothed labels", _plain("smooth_labels")),
        Function(r"\mathrm{Bernoulli}(·)", "Bernoulli", "Bernoulli model", _BERNOULLI),
        Function(r"\mathrm{Bernoulli}(·;·)", "Bernoulli", "its probability", _pmf(_BERNOULLI)),
        Function(r"\mathrm{Binomial}(·;·,·)", "Binomial", "binomial probability", _pmf(_BINOMIAL)),
        Function(r"\mathrm{Categorical}(·)", "Categorical", "categorical model", _categorical),
        Function(r"\mathcal{N}(·,·)", "Normal", "Gaussian model, by mean and variance", _normal),
        Function(r"\mathcal{N}(·;·,·)", "Normal", "its density", _pmf(_normal)),
        Function(r"\mathrm{Laplace}(·,·)", "Laplace", "Laplace model", _LAPLACE),
        Function(r"\mathrm{Laplace}(·;·,·)", "Laplace", "its density", _pmf(_LAPLACE)),
        Function(r"\mathrm{Poisson}(·)", "Poisson", "Poisson model", _POISSON),
        Function(r"\mathrm{Poisson}(·;·)", "Poisson", "its probability", _pmf(_POISSON)),
        Function(r"\operatorname{diag}(·)", "", "diagonal matrix", lambda _, vector: np.diag(vector)),
    )
}
