"""Any shape and any real dtype: the same numbers, or one sentence, and never a warning."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import xent

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

settings.register_profile("xent", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("xent")

DTYPES = st.sampled_from([np.float16, np.float32, np.float64, np.uint8, np.int64, bool, np.dtype(">f4")])
SHAPES = array_shapes(min_dims=0, max_dims=3, max_side=4)
ELEMENTWISE = [xent.binary_cross_entropy, xent.binary_cross_entropy_with_logits, xent.squared_error]


def numbers(dtype, shape, low, high):
    whole = np.dtype(dtype).kind in "bui"
    elements = (
        st.integers(int(max(low, 0)), int(high))
        if whole
        else st.sampled_from([low, high, (low + high) / 2, low / 4 + high * 3 / 4])
    )
    return arrays(np.float64, shape, elements=elements).map(lambda values: values.astype(dtype))


@given(st.data(), DTYPES, DTYPES, SHAPES, st.sampled_from(ELEMENTWISE))
def test_a_dtype_changes_nothing(data, a, b, shape, loss):
    k, f = data.draw(numbers(a, shape, 0, 1)), data.draw(numbers(b, shape, 0, 1))
    got = loss(k, f)
    assert np.shape(got) == shape
    assert np.array_equal(got, loss(k.astype(float), f.astype(float)))
    assert np.array_equal(np.asarray(got).T, loss(np.array(k, order="F").T, f.T))
    assert np.all(np.asarray(got) >= 0)


@given(st.data(), SHAPES, SHAPES, st.sampled_from(ELEMENTWISE))
def test_two_shapes_are_refused(data, a, b, loss):
    k, f = data.draw(numbers(float, a, 0, 1)), data.draw(numbers(float, b, 0, 1))
    if a != b:
        with pytest.raises(ValueError, match="expected the same shape"):
            loss(k, f)


@given(st.data(), DTYPES, array_shapes(min_dims=1, max_dims=3, max_side=5))
def test_rows_are_independent(data, dtype, shape):
    z = data.draw(numbers(dtype, shape, 0, 1))
    q = xent.softmax(z)
    assert np.allclose(q.sum(axis=-1), 1, rtol=1e-14)
    flat = z.reshape(-1, shape[-1])
    for function in (xent.softmax, xent.log_softmax):
        assert np.array_equal(function(z).reshape(flat.shape), [function(row) for row in flat])
    for function in (xent.logsumexp, lambda rows: xent.entropy(xent.softmax(rows))):
        assert np.array_equal(np.ravel(function(z)), [function(row) for row in flat])


BAD = [np.nan, "0.5", None, 1j, [], [[0.5], [0.5, 0.5]], np.array([0.5, None]), np.ma.masked_array([0.5], [True])]
CALLS = {
    "sigmoid": xent.sigmoid,
    "log_sigmoid": xent.log_sigmoid,
    "softmax": lambda bad: (
        xent.softmax(bad if np.ndim(bad) else [bad]) if isinstance(bad, float) else xent.softmax(bad)
    ),
    "log_softmax": xent.log_softmax,
    "logsumexp": xent.logsumexp,
    "empirical_distribution": lambda bad: xent.empirical_distribution(bad, 2),
    "empirical_distribution, classes": lambda bad: xent.empirical_distribution([0], bad),
    "entropy": xent.entropy,
    "cross_entropy p": lambda bad: xent.cross_entropy(bad, [0.5, 0.5]),
    "cross_entropy q": lambda bad: xent.cross_entropy([0.5, 0.5], bad),
    "kl_divergence p": lambda bad: xent.kl_divergence(bad, [0.5, 0.5]),
    "kl_divergence q": lambda bad: xent.kl_divergence([0.5, 0.5], bad),
    "Bernoulli q": xent.Bernoulli,
    "Bernoulli x": xent.Bernoulli(0.5).log_prob,
    "Binomial n": lambda bad: xent.Binomial(bad, 0.5),
    "Binomial q": lambda bad: xent.Binomial(2, bad),
    "Binomial x": xent.Binomial(2, 0.5).log_prob,
    "Categorical q": xent.Categorical,
    "Categorical x": xent.Categorical([0.5, 0.5]).log_prob,
    "Normal mu": lambda bad: xent.Normal(bad, 1),
    "Normal sigma": lambda bad: xent.Normal(0, bad),
    "Normal x": xent.Normal(0, 1).log_prob,
    "Laplace mu": lambda bad: xent.Laplace(bad, 1),
    "Laplace b": lambda bad: xent.Laplace(0, bad),
    "Laplace x": xent.Laplace(0, 1).log_prob,
    "Poisson lam": xent.Poisson,
    "Poisson x": xent.Poisson(1).log_prob,
    "negative_log_likelihood": lambda bad: xent.negative_log_likelihood(bad, xent.Bernoulli(0.5)),
    "binary_cross_entropy k": lambda bad: xent.binary_cross_entropy(bad, 0.5),
    "binary_cross_entropy q": lambda bad: xent.binary_cross_entropy(1, bad),
    "binary_cross_entropy_with_logits k": lambda bad: xent.binary_cross_entropy_with_logits(bad, 0.5),
    "binary_cross_entropy_with_logits z": lambda bad: xent.binary_cross_entropy_with_logits(1, bad),
    "softmax_cross_entropy p": lambda bad: xent.softmax_cross_entropy(bad, [0.5, 0.5]),
    "softmax_cross_entropy z": lambda bad: xent.softmax_cross_entropy(0, bad),
    "squared_error x": lambda bad: xent.squared_error(bad, 0.5),
    "squared_error mu": lambda bad: xent.squared_error(0.5, bad),
    "smooth_labels p": lambda bad: xent.smooth_labels(bad, 0.1),
    "smooth_labels epsilon": lambda bad: xent.smooth_labels([0.5, 0.5], bad),
    "mean_loss labels": lambda bad: xent.mean_loss(xent.squared_error, bad, [0.5]),
    "mean_loss predictions": lambda bad: xent.mean_loss(xent.squared_error, [0.5], bad),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:24])
def test_bad_input_is_one_sentence(call, bad):
    with pytest.raises(ValueError, match=r"^[a-z][\w. ()]*: expected [^\n]+, got [^\n]+$"):
        call(bad)
