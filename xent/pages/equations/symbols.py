"""The one table of symbols: the Notation page is rendered from it, and the equations are checked with it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import xent
from xent.pages.equations.arithmetic import Draw, Refusal, Value, scalar
from xent.pages.equations.domains import Domain, read_domain
from xent.pages.equations.tree import name_of


@dataclass(frozen=True)
class Symbol:
    """A symbol, where its values come from if a fence does not say, its meaning for a reader, and its role."""

    tex: str
    domain: Domain | None
    meaning: str
    role: str


TABLE = [
    Symbol(tex, read_domain(domain) if domain else None, meaning, role)
    for tex, domain, meaning, role in (
        ("p", "simplex(K)", "the truth, a distribution over the classes", "truth"),
        ("q", "simplex(K)", "the model, a distribution over the classes; one number q where there are two", "model"),
        ("K", "size", "the number of classes", ""),
        ("N", "size", "the number of examples", ""),
        (r"\mathcal{X}", "set(K)", "the set of the classes", ""),
        (r"\mu", "real", "the mean of a Gaussian or Laplace model", "model"),
        ("b", "pos", "the scale of a Laplace model", ""),
        (r"\lambda", "pos", "the rate of a Poisson model", ""),
        (r"\varepsilon", "unit", "the part of a label that smoothing spreads", ""),
        # Every fence declares these for itself.
        ("k", "", "the label of a binary example, the truth's probability of class 1", "truth"),
        ("z", "", "logits: real numbers, before they become probabilities", "model"),
        (r"x_1, \dots, x_N", "", "the sample: labels or targets; beside weights w, and in q(y | x), the inputs", ""),
        (r"\hat{p}", "", "the empirical distribution of the sample", "truth"),
        ("n_c", "", "how often class c occurs in the sample", ""),
        (r"\hat{q}", "", "the maximum-likelihood estimate", "model"),
    )
]
SYMBOLS = {name_of(symbol.tex): symbol.domain for symbol in TABLE if symbol.domain}
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
    # The likelihood of a sample of one.
    return lambda draw, x, *parameters: np.exp(-_nll(draw, [scalar(x, "a probability")], model(draw, *parameters)))


def _of_numbers(name: str) -> Callable[..., Value]:
    return lambda _, *values: getattr(xent, name)(*(scalar(value, name) for value in values))


def _mean(_: Draw, x: Value, mu: Value) -> float:
    return xent.mean_loss(xent.squared_error, x, mu)


def _public(name: str) -> Callable[..., Value]:
    return lambda _, *values: getattr(xent, name)(*values)


def _row(form: str, public: str, meaning: str, call: Callable[..., Value] | None = None) -> tuple[str, Function]:
    name, _, arguments = form.partition("(")
    key = f"{name_of(name)}({arguments.replace(chr(92) + '|', '‖')}"
    return key, Function(form, public, meaning, call or _public(public))


_BCE, _LOGIT = "binary_cross_entropy", "binary_cross_entropy_with_logits"
FUNCTIONS = dict(
    (
        _row("H(·)", "entropy", "entropy"),
        _row("H(·,·)", "cross_entropy", "cross entropy of truth and model"),
        _row(r"D_{\mathrm{KL}}(·\|·)", "kl_divergence", "Kullback-Leibler divergence"),
        _row(r"\mathrm{BCE}(·,·)", _BCE, "binary cross entropy", _of_numbers(_BCE)),
        _row(r"\mathrm{BCE}_{\mathrm{logit}}(·,·)", _LOGIT, "the same, of a label and a logit", _of_numbers(_LOGIT)),
        _row(
            r"H_{\mathrm{logits}}(·,·)", "softmax_cross_entropy", "cross entropy of a truth and the softmax of logits"
        ),
        _row(r"\mathrm{NLL}(·;·)", "negative_log_likelihood", "negative log-likelihood of a sample and a model", _nll),
        _row(r"\mathrm{SE}(·,·)", "squared_error", "squared error of one target", _of_numbers("squared_error")),
        _row(r"\mathrm{MSE}(·,·)", "squared_error mean_loss", "mean squared error", _mean),
        _row(r"\sigma(·)", "sigmoid", "sigmoid", _of_numbers("sigmoid")),
        _row(r"\operatorname{logsigmoid}(·)", "log_sigmoid", "its logarithm", _of_numbers("log_sigmoid")),
        _row(r"\operatorname{softmax}(·)", "softmax", "softmax of logits"),
        _row(r"\operatorname{logsoftmax}(·)", "log_softmax", "its logarithm"),
        _row(r"\operatorname{LSE}(·)", "logsumexp", "logarithm of the sum of exponentials"),
        _row(r"\operatorname{smooth}(·,·)", "smooth_labels", "smoothed labels"),
        _row(r"\mathrm{Bernoulli}(·)", "Bernoulli", "Bernoulli model"),
        _row(r"\mathrm{Bernoulli}(·;·)", "Bernoulli", "its probability", _pmf(_public("Bernoulli"))),
        _row(r"\mathrm{Binomial}(·;·,·)", "Binomial", "binomial probability", _pmf(_public("Binomial"))),
        _row(r"\mathrm{Categorical}(·)", "Categorical", "categorical model"),
        _row(r"\mathrm{Categorical}(·;·)", "Categorical", "its probability", _pmf(_public("Categorical"))),
        _row(r"\mathcal{N}(·,·)", "Normal", "Gaussian model, by mean and variance", _normal),
        _row(r"\mathcal{N}(·;·,·)", "Normal", "its density", _pmf(_normal)),
        _row(r"\mathrm{Laplace}(·,·)", "Laplace", "Laplace model"),
        _row(r"\mathrm{Laplace}(·;·,·)", "Laplace", "its density", _pmf(_public("Laplace"))),
        _row(r"\mathrm{Poisson}(·)", "Poisson", "Poisson model"),
        _row(r"\mathrm{Poisson}(·;·)", "Poisson", "its probability", _pmf(_public("Poisson"))),
        _row(r"\operatorname{diag}(·)", "", "diagonal matrix", lambda _, vector: np.diag(vector)),
    )
)
FUNCTION_NAMES = {form.partition("(")[0] for form in FUNCTIONS}
