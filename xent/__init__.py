"""Cross entropy, in the few functions that its derivation needs.

Truth first, model second, as in H(p, q). Distributions lie along the last axis; losses are not reduced;
logarithms are natural. Bad input is refused in one sentence, and nothing is clipped, broadcast (but a single
parameter) or renormalised.

==========================================  ====================================================
`empirical_distribution`                    the fraction of a sample in each class
`entropy` `cross_entropy` `kl_divergence`   H(p), H(p, q) and the difference between them
`Bernoulli` `Binomial` `Categorical`        models of labels and counts
`Normal` `Laplace` `Poisson`                models of numbers and of unbounded counts
`negative_log_likelihood`                   of a sample, summed
`binary_cross_entropy`                      of labels and probabilities
`binary_cross_entropy_with_logits`          of labels and logits
`softmax_cross_entropy` `squared_error`     the losses for K classes and for numbers
`smooth_labels` `mean_loss`                 from hard labels to soft ones; the mean, in blocks
`sigmoid` `log_sigmoid`                     probabilities from logits, two classes, and their log
`softmax` `log_softmax` `logsumexp`         the same for K classes
==========================================  ====================================================

The two formulas for two classes are one:

>>> import xent
>>> print(f"{xent.cross_entropy([0, 1], [0.2, 0.8]):.6f}")
0.223144
>>> print(f"{xent.binary_cross_entropy(1, 0.8):.6f}")
0.223144
"""

from xent.information import cross_entropy, empirical_distribution, entropy, kl_divergence
from xent.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    smooth_labels,
    softmax_cross_entropy,
    squared_error,
)
from xent.models import Bernoulli, Binomial, Categorical, Laplace, Normal, Poisson, negative_log_likelihood
from xent.reductions import mean_loss
from xent.special import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax

__version__ = "1.0.0"

__all__ = [
    "Bernoulli",
    "Binomial",
    "Categorical",
    "Laplace",
    "Normal",
    "Poisson",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "empirical_distribution",
    "entropy",
    "kl_divergence",
    "log_sigmoid",
    "log_softmax",
    "logsumexp",
    "mean_loss",
    "negative_log_likelihood",
    "sigmoid",
    "smooth_labels",
    "softmax",
    "softmax_cross_entropy",
    "squared_error",
]
