"""What a caller's type checker accepts and knows."""

import subprocess
import sys

CALLER = """
import numpy as np
import xent

model = xent.Bernoulli([0.2, 0.8])
wide = xent.Normal(0, [1.0, 2.0])
count = xent.Binomial(10, 0.3)
rate: float = xent.sigmoid(0.0) + xent.log_sigmoid(1)
loss: float = xent.binary_cross_entropy(1, 0.8) + xent.binary_cross_entropy_with_logits(0, 1.5)
mean: float = xent.binary_cross_entropy([1, 0], [0.8, 0.3]).mean() + xent.squared_error(np.ones(2), [1.0, 2.0]).mean()
total: float = xent.negative_log_likelihood([1, 0], model) + xent.negative_log_likelihood([1.0], xent.Laplace(0, 1))
block: float = xent.mean_loss(xent.softmax_cross_entropy, [0, 1], np.zeros((2, 3)))
rows = xent.softmax([[0.0, 1.0]]).sum(axis=-1)
batch: float = xent.softmax_cross_entropy([0, 1], np.zeros((2, 3))).mean() + model.log_prob([1, 0]).sum()
bits: float = xent.entropy([0.5, 0.5]) / np.log(2) + xent.kl_divergence(np.eye(2), np.eye(2)).sum()
"""


def checked(folder, code):
    (folder / "caller.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "caller.py"]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False).stdout


def test_a_strict_caller_is_accepted(tmp_path):
    assert checked(tmp_path, CALLER).startswith("Success: no issues found")


def test_what_a_caller_gets_wrong_is_told(tmp_path):
    told = checked(tmp_path, 'import xent\n\nx: str = xent.sigmoid(0.0)\nxent.mean_loss("bce", [1], [0.5])\n')
    assert "caller.py:3: error: Incompatible types in assignment" in told
    assert "caller.py:4: error: Argument 1" in told
