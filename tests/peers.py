"""What the frameworks answer: the very calls that a reader copies are executed, docs/assets/frameworks.json keeps them.

Ask again, where they are installed, and rewrite the file: .venv/bin/python tests/peers.py
"""

import datetime
import importlib
import importlib.util
import json
import math
import os
import warnings
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
FILE = Path(__file__).parents[1] / "docs" / "assets" / "frameworks.json"
FRAMEWORKS = {  # the module whose version is recorded, and what a reader types first
    "PyTorch": ("torch", "import torch\nimport torch.nn.functional as F\nfrom torch import tensor"),
    "Keras": ("keras", "import numpy as np\nfrom keras import Sequential, layers, losses  # on TensorFlow"),
    "scikit-learn": ("sklearn", "import numpy as np\nfrom sklearn.metrics import log_loss"),
    "optax": ("optax", "import optax\nfrom jax.numpy import array"),
    "SciPy": ("scipy", "from scipy import stats"),
    "TensorFlow": ("tensorflow", "import tensorflow as tf\nfrom tensorflow import constant"),
}
CALLS = {
    "PyTorch": {
        "torch-bce-wrong": "F.binary_cross_entropy(tensor(0.0), tensor(1.0))",
        "torch-bce-20": "F.binary_cross_entropy(tensor(20.0).sigmoid(), tensor(0.0))",
        "torch-logits-20": "F.binary_cross_entropy_with_logits(tensor(20.0), tensor(0.0))",
        "torch-logits-minus-40": """\
z, k = tensor([-40.0, 0.0], dtype=torch.float64)
F.binary_cross_entropy_with_logits(z, k)""",
        "torch-gradient-sigmoid": """\
z = tensor(-30.0, requires_grad=True)
F.binary_cross_entropy(z.sigmoid(), tensor(1.0)).backward()
z.grad""",
        "torch-gradient-logits": """\
z = tensor(-30.0, requires_grad=True)
F.binary_cross_entropy_with_logits(z, tensor(1.0)).backward()
z.grad""",
        "torch-cross-entropy": "F.cross_entropy(tensor([[1.0, 0.0, -1.0]]), tensor([0]))",
        "torch-nll": """\
log_q = F.log_softmax(tensor([[1.0, 0.0, -1.0]]), dim=-1)
F.nll_loss(log_q, tensor([0]))""",
        "torch-double-softmax-2": "F.cross_entropy(torch.eye(2), torch.arange(2))",
        "torch-double-softmax-10": "F.cross_entropy(torch.eye(10), torch.arange(10))",
        "torch-weight-one": """\
weight = tensor([5.0, 1.0, 1.0])
F.cross_entropy(tensor([[1.0, 0.0, -1.0]]), tensor([0]), weight=weight)""",
        "torch-weight-two": """\
z = tensor([[0.0, 1.0], [0.0, 1.0]])
F.cross_entropy(z, tensor([0, 1]), weight=tensor([1.0, 5.0]))""",
        "torch-weight-soft": """\
z, k = tensor([[1.0, 0.0, -1.0], [1.0, 0.0, 0.0]]).split(1)
F.cross_entropy(z, k, weight=tensor([5.0, 1.0, 1.0]))""",
        "torch-weight-smoothing": """\
z, weight = tensor([[1.0, 0.0, -1.0], [5.0, 1.0, 1.0]])
F.cross_entropy(z, tensor(0), weight=weight, label_smoothing=0.1)""",
        "torch-pos-weight-1": """\
three = tensor(3.0)
F.binary_cross_entropy_with_logits(tensor(1.0), tensor(1.0), pos_weight=three)""",
        "torch-pos-weight-0": """\
three = tensor(3.0)
F.binary_cross_entropy_with_logits(tensor(1.0), tensor(0.0), pos_weight=three)""",
        "torch-weight-0": """\
three = tensor(3.0)
F.binary_cross_entropy_with_logits(tensor(1.0), tensor(0.0), weight=three)""",
        "torch-smoothing": """\
z = tensor([[1.0, 0.0, -1.0]])
F.cross_entropy(z, tensor([0]), label_smoothing=0.1)""",
        "torch-gaussian": "F.gaussian_nll_loss(tensor(1.0), tensor(3.0), tensor(1.0))",
        "torch-kl-mean": "F.kl_div(tensor([[0.3, 0.7]]).log(), tensor([[0.5, 0.5]]))",
        "torch-kl-batchmean": """\
log_q, p = tensor([[0.3, 0.7]]).log(), tensor([[0.5, 0.5]])
F.kl_div(log_q, p, reduction="batchmean")""",
        "torch-error-dtype": "F.cross_entropy(torch.zeros(2, 3), tensor([0.0, 1.0]))",
        "torch-error-column": "F.cross_entropy(torch.zeros(2, 3), tensor([[0], [1]]))",
        "torch-error-axis": "F.cross_entropy(torch.zeros(2, 3, 5), torch.zeros(2, 3).long())",
        "torch-error-class": "F.cross_entropy(torch.zeros(2, 3), tensor([0, 3]))",
        "torch-error-shape": "F.binary_cross_entropy_with_logits(torch.zeros(2, 1), torch.zeros(2))",
        "torch-error-labels": "F.binary_cross_entropy_with_logits(torch.zeros(2), tensor([0, 1]))",
        "torch-error-labels-plain": "F.binary_cross_entropy(torch.zeros(2), tensor([0, 1]))",
        "torch-error-shape-plain": "F.binary_cross_entropy(torch.zeros(2, 1), torch.zeros(2))",
        "torch-error-one-hot": "F.cross_entropy(torch.zeros(2, 3), tensor([[1, 0, 0], [0, 1, 0]]))",
        "torch-error-range": "F.binary_cross_entropy(tensor(1.5), tensor(1.0))",
        "torch-error-ignore": "F.cross_entropy(torch.zeros(2, 3), torch.full((2, 3), 1 / 3), ignore_index=0)",
        "torch-ignored": "F.cross_entropy(torch.zeros(2, 3), tensor([-100, -100]))",
    },
    "Keras": {
        "keras-bce-1": "losses.BinaryCrossentropy()(np.array([[1.0]]), np.array([[0.0]]))",
        "keras-bce-0": "losses.BinaryCrossentropy()(np.array([[0.0]]), np.array([[1.0]]))",
        "keras-bce-right": "losses.BinaryCrossentropy()(np.array([[1.0]]), np.array([[1.0]]))",
        "keras-model": """\
model = Sequential([layers.Activation("sigmoid")])
model.compile(loss="binary_crossentropy")
model.evaluate(np.array([[-200.0]]), np.array([[1.0]]), verbose=0)""",
        "keras-categorical": """\
truth, model = np.array([[1, 0, 0]]), np.array([[0.7, 0.2, 0.1]])
losses.CategoricalCrossentropy()(truth, model)""",
        "keras-smoothing": """\
truth, model = np.array([[1, 0, 0]]), np.array([[0.7, 0.2, 0.1]])
losses.CategoricalCrossentropy(label_smoothing=0.1)(truth, model)""",
        "keras-binary-smoothing": """\
truth, model = np.array([[1, 0, 0, 0]]), np.array([[0.7, 0.1, 0.1, 0.1]])
losses.BinaryCrossentropy(label_smoothing=0.1)(truth, model)""",
    },
    "scikit-learn": {
        "sklearn-error-one-class": "log_loss([1], [0.3])",
        **{
            f"sklearn-{dtype}": f'log_loss([1], np.array([[1, 0]], "{dtype}"), labels=[0, 1])'
            for dtype in ("float64", "float32", "float16")
        },
    },
    "optax": {
        "optax-sigmoid": "optax.sigmoid_binary_cross_entropy(array(20.0), array(0.0))",
        "optax-softmax": """\
z, truth = array([1.0, 0.0, -1.0]), array([1.0, 0.0, 0.0])
optax.softmax_cross_entropy(z, truth)""",
    },
    "SciPy": {"scipy-kl": "stats.entropy([0.5, 0.5], [0.3, 0.7])"},
    "TensorFlow": {
        "tensorflow-sigmoid": """\
k, z = constant([0.0, -40.0], tf.float64)
tf.nn.sigmoid_cross_entropy_with_logits(labels=k, logits=z)""",
        "tensorflow-softmax": """\
truth, z = constant([[1.0, 0.0, 0.0], [1.0, 0.0, -1.0]])
tf.nn.softmax_cross_entropy_with_logits(labels=truth, logits=z)""",
    },
}


def answer(framework: str, call: str) -> float | str:
    """The number that it answers, or what it says of input that it does not take."""
    *statements, last = (FRAMEWORKS[framework][1] + "\n" + call).split("\n")
    names: dict[str, object] = {}
    exec("\n".join(statements), names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of its own default, the mean over all elements in kl_div
        try:
            value = float(eval(last, names))
        except (RuntimeError, ValueError, IndexError) as error:
            return str(error)
    return value if math.isfinite(value) else str(value)


def main() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for framework, calls in CALLS.items():
        module, imports = FRAMEWORKS[framework]
        if importlib.util.find_spec(module) is None:
            print(f"{framework} is not installed here: its answers stay as they are")
            continue
        version = importlib.import_module(module).__version__.partition("+")[0]
        for name, call in calls.items():
            fact = {
                "framework": framework,
                "version": version,
                "imports": imports,
                "call": call,
                "answer": answer(framework, call),
            }
            if {**kept.get(name, {}), "date": ""} != {**fact, "date": ""}:
                kept[name] = {**fact, "date": datetime.date.today().isoformat()}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
