"""What the frameworks answer: each function asks one of them, and docs/assets/frameworks.json keeps the answer.

Ask again, where they are installed, and rewrite the file: .venv/bin/python tests/peers.py
"""

import datetime
import importlib.util
import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("KERAS_BACKEND", "torch")
FILE = Path(__file__).parents[1] / "docs" / "assets" / "frameworks.json"
MODULES = {
    "PyTorch": "torch",
    "Keras": "keras",
    "scikit-learn": "sklearn",
    "optax": "optax",
    "SciPy": "scipy",
    "TensorFlow": "tensorflow",
}


def torch_loss(name: str, *values: Any, **options: Any) -> float:
    import torch

    tensors = [torch.tensor(value) for value in values]
    weights = {k: torch.tensor(v) if isinstance(v, list) else v for k, v in options.items()}
    return float(getattr(torch.nn.functional, name)(*tensors, **weights))


def torch_kl(reduction: str) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch itself warns that its default divides by all elements
        return torch_loss("kl_div", np.log([[0.2, 0.8]]), np.array([[0.5, 0.5]]), reduction=reduction)


def torch_nll() -> float:
    import torch

    logs = torch.nn.functional.log_softmax(torch.tensor([[1.0, 0.0, -1.0]], dtype=torch.float64), dim=-1)
    return float(torch.nn.functional.nll_loss(logs, torch.tensor([0])))


def torch_error(name: str, *values: Any) -> str:
    """What it says of input that it does not take."""
    try:
        return str(torch_loss(name, *values))
    except (RuntimeError, ValueError, IndexError) as error:
        return str(error)


def torch_gradient(name: str, through_sigmoid: bool) -> float:
    import torch

    z = torch.tensor([-200.0], requires_grad=True)
    loss = getattr(torch.nn.functional, name)
    loss(torch.sigmoid(z) if through_sigmoid else z, torch.ones(1)).backward()
    return float(z.grad)


def keras_loss(name: str, truth: Any, prediction: Any, **options: Any) -> float:
    import keras

    loss = getattr(keras.losses, name)(**options)
    return float(loss(np.array(truth, "float32"), np.array(prediction, "float32")))


def sklearn_loss(dtype: str) -> float:
    from sklearn.metrics import log_loss

    return float(log_loss([1], np.array([[1, 0]], dtype), labels=[0, 1]))


def optax_loss(name: str, *values: Any) -> float:
    import jax.numpy as jnp
    import optax

    return float(getattr(optax, name)(*map(jnp.asarray, values)))


def tensorflow_loss(name: str, labels: Any, logits: Any) -> float:
    import tensorflow

    double = tensorflow.float64
    return float(
        getattr(tensorflow.nn, name)(
            labels=tensorflow.constant(labels, double), logits=tensorflow.constant(logits, double)
        )
    )


def sigmoid32(z: float) -> float:
    return float(1 / (1 + np.exp(np.float32(-z))))


def double_softmax(classes: int) -> float:
    return torch_loss("cross_entropy", [[1.0] + [0.0] * (classes - 1)], [0])


Z = [[1.0, 0.0, -1.0]]

# The name of a fact: the framework, what was asked in words, and the question itself.
ASK: dict[str, tuple[str, str, Callable[[], float | str]]] = {
    "torch-bce-wrong": (
        "PyTorch",
        "binary_cross_entropy, q = 0, k = 1",
        lambda: torch_loss("binary_cross_entropy", [0.0], [1.0]),
    ),
    "torch-bce-20": (
        "PyTorch",
        "binary_cross_entropy of a float32 sigmoid, z = 20, k = 0",
        lambda: torch_loss("binary_cross_entropy", [sigmoid32(20.0)], [0.0]),
    ),
    "torch-logits-20": (
        "PyTorch",
        "binary_cross_entropy_with_logits, z = 20, k = 0",
        lambda: torch_loss("binary_cross_entropy_with_logits", [20.0], [0.0]),
    ),
    "torch-logits-minus-40": (
        "PyTorch",
        "binary_cross_entropy_with_logits, float64, z = -40, k = 0",
        lambda: torch_loss("binary_cross_entropy_with_logits", np.float64(-40.0), np.float64(0.0)),
    ),
    "torch-gradient-sigmoid": (
        "PyTorch",
        "gradient of binary_cross_entropy through a sigmoid, z = -200, k = 1",
        lambda: torch_gradient("binary_cross_entropy", True),
    ),
    "torch-gradient-logits": (
        "PyTorch",
        "gradient of binary_cross_entropy_with_logits, z = -200, k = 1",
        lambda: torch_gradient("binary_cross_entropy_with_logits", False),
    ),
    "torch-cross-entropy": (
        "PyTorch",
        "cross_entropy, z = (1, 0, -1), first class",
        lambda: torch_loss("cross_entropy", Z, [0]),
    ),
    "torch-double-softmax-2": ("PyTorch", "cross_entropy of a certain softmax, K = 2", lambda: double_softmax(2)),
    "torch-double-softmax-10": ("PyTorch", "cross_entropy of a certain softmax, K = 10", lambda: double_softmax(10)),
    "torch-weight-one": (
        "PyTorch",
        "cross_entropy, z = (1, 0, -1), first class, class weights (5, 1, 1), one example",
        lambda: torch_loss("cross_entropy", Z, [0], weight=[5.0, 1.0, 1.0]),
    ),
    "torch-weight-two": (
        "PyTorch",
        "cross_entropy, z = (0, 1) twice, classes 0 and 1, class weights (1, 5)",
        lambda: torch_loss("cross_entropy", [[0.0, 1.0], [0.0, 1.0]], [0, 1], weight=[1.0, 5.0]),
    ),
    "torch-pos-weight-1": (
        "PyTorch",
        "binary_cross_entropy_with_logits, z = 1, k = 1, pos_weight = 3",
        lambda: torch_loss("binary_cross_entropy_with_logits", [1.0], [1.0], pos_weight=[3.0]),
    ),
    "torch-pos-weight-0": (
        "PyTorch",
        "binary_cross_entropy_with_logits, z = 1, k = 0, pos_weight = 3",
        lambda: torch_loss("binary_cross_entropy_with_logits", [1.0], [0.0], pos_weight=[3.0]),
    ),
    "torch-weight-0": (
        "PyTorch",
        "binary_cross_entropy_with_logits, z = 1, k = 0, weight = 3",
        lambda: torch_loss("binary_cross_entropy_with_logits", [1.0], [0.0], weight=[3.0]),
    ),
    "torch-smoothing": (
        "PyTorch",
        "cross_entropy, z = (1, 0, -1), first class, label_smoothing = 0.1",
        lambda: torch_loss("cross_entropy", Z, [0], label_smoothing=0.1),
    ),
    "torch-gaussian": (
        "PyTorch",
        "gaussian_nll_loss, x = 3, mean 1, variance 1",
        lambda: torch_loss("gaussian_nll_loss", [1.0], [3.0], [1.0]),
    ),
    "keras-bce-1": (
        "Keras",
        "BinaryCrossentropy, float32, q = 0, k = 1",
        lambda: keras_loss("BinaryCrossentropy", [[1]], [[0]]),
    ),
    "keras-bce-0": (
        "Keras",
        "BinaryCrossentropy, float32, q = 1, k = 0",
        lambda: keras_loss("BinaryCrossentropy", [[0]], [[1]]),
    ),
    "keras-categorical": (
        "Keras",
        "CategoricalCrossentropy, q = (0.7, 0.2, 0.1), first class",
        lambda: keras_loss("CategoricalCrossentropy", [[1, 0, 0]], [[0.7, 0.2, 0.1]]),
    ),
    "keras-smoothing": (
        "Keras",
        "CategoricalCrossentropy, q = (0.7, 0.2, 0.1), first class, label_smoothing = 0.1",
        lambda: keras_loss("CategoricalCrossentropy", [[1, 0, 0]], [[0.7, 0.2, 0.1]], label_smoothing=0.1),
    ),
    "keras-binary-smoothing": (
        "Keras",
        "BinaryCrossentropy, q = (0.7, 0.1, 0.1, 0.1), first of 4 one-hot columns, label_smoothing = 0.1",
        lambda: keras_loss("BinaryCrossentropy", [[1, 0, 0, 0]], [[0.7, 0.1, 0.1, 0.1]], label_smoothing=0.1),
    ),
    "sklearn-float64": ("scikit-learn", "log_loss, float64, q = 0, k = 1", lambda: sklearn_loss("float64")),
    "sklearn-float32": ("scikit-learn", "log_loss, float32, q = 0, k = 1", lambda: sklearn_loss("float32")),
    "sklearn-float16": ("scikit-learn", "log_loss, float16, q = 0, k = 1", lambda: sklearn_loss("float16")),
    "optax-sigmoid": (
        "optax",
        "sigmoid_binary_cross_entropy(logits, labels), z = 20, k = 0",
        lambda: optax_loss("sigmoid_binary_cross_entropy", 20.0, 0.0),
    ),
    "optax-softmax": (
        "optax",
        "softmax_cross_entropy(logits, labels), z = (1, 0, -1), first class",
        lambda: optax_loss("softmax_cross_entropy", [1.0, 0.0, -1.0], [1.0, 0.0, 0.0]),
    ),
    "tensorflow-sigmoid": (
        "TensorFlow",
        "nn.sigmoid_cross_entropy_with_logits(labels, logits), float64, z = -40, k = 0",
        lambda: tensorflow_loss("sigmoid_cross_entropy_with_logits", 0.0, -40.0),
    ),
    "tensorflow-softmax": (
        "TensorFlow",
        "nn.softmax_cross_entropy_with_logits(labels, logits), z = (1, 0, -1), first class",
        lambda: tensorflow_loss("softmax_cross_entropy_with_logits", [1.0, 0.0, 0.0], [1.0, 0.0, -1.0]),
    ),
    "torch-kl-mean": (
        "PyTorch",
        "kl_div(log q, p), p = (0.5, 0.5), q = (0.2, 0.8): divided by both elements",
        lambda: torch_kl("mean"),
    ),
    "torch-kl-batchmean": (
        "PyTorch",
        'kl_div(log q, p, reduction="batchmean"), p = (0.5, 0.5), q = (0.2, 0.8)',
        lambda: torch_kl("batchmean"),
    ),
    "torch-nll": (
        "PyTorch",
        "nll_loss(log_softmax(z), class), z = (1, 0, -1), first class",
        torch_nll,
    ),
    "torch-error-dtype": (
        "PyTorch",
        "cross_entropy(logits, classes), classes as floats",
        lambda: torch_error("cross_entropy", np.zeros((2, 3)), [0.0, 1.0]),
    ),
    "torch-error-column": (
        "PyTorch",
        "cross_entropy(logits, classes), classes in a column",
        lambda: torch_error("cross_entropy", np.zeros((2, 3)), [[0], [1]]),
    ),
    "torch-error-class": (
        "PyTorch",
        "cross_entropy(logits, classes), class 3 of 3",
        lambda: torch_error("cross_entropy", np.zeros((2, 3)), [0, 3]),
    ),
    "torch-error-shape": (
        "PyTorch",
        "binary_cross_entropy_with_logits, logits in a column, labels not",
        lambda: torch_error("binary_cross_entropy_with_logits", np.zeros((2, 1)), np.zeros(2)),
    ),
    "torch-error-labels": (
        "PyTorch",
        "binary_cross_entropy_with_logits, labels as whole numbers",
        lambda: torch_error("binary_cross_entropy_with_logits", np.zeros(2, "float32"), [0, 1]),
    ),
    "torch-error-range": (
        "PyTorch",
        "binary_cross_entropy of a logit",
        lambda: torch_error("binary_cross_entropy", [1.5], [1.0]),
    ),
    "torch-ignored": (
        "PyTorch",
        "cross_entropy, all classes -100",
        lambda: torch_error("cross_entropy", np.zeros((2, 3)), [-100, -100]),
    ),
    "scipy-kl": (
        "SciPy",
        "stats.entropy(pk, qk), p = (0.5, 0.5), q = (0.2, 0.8)",
        lambda: float(importlib.import_module("scipy.stats").entropy([0.5, 0.5], [0.2, 0.8])),
    ),
}


def main() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for name, (framework, asked, ask) in ASK.items():
        if importlib.util.find_spec(MODULES[framework]) is None:
            print(f"{framework} is not installed here: {name} stays as it is")
            continue
        version = importlib.import_module(MODULES[framework]).__version__.partition("+")[0]
        answer = {"framework": framework, "version": version, "asked": asked, "value": ask()}
        if {**kept.get(name, {}), "date": ""} != {**answer, "date": ""}:
            kept[name] = {**answer, "date": datetime.date.today().isoformat()}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
