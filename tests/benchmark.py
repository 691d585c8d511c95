"""Mean losses beside their peers, in one interleaved run: ratios of the best times, and extra memory.

In an environment with torch: python tests/benchmark.py (CONTRIBUTING.md has the whole command).
"""

import os
import time
import tracemalloc
from collections.abc import Callable

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's only threads

import numpy as np
import torch
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss

import xent

ROUNDS = 15


def binary(size: int) -> dict[str, Callable[[], object]]:
    random = np.random.default_rng(0)
    k, z = random.integers(0, 2, size).astype(float), random.normal(0, 3, size)
    tk, tz = torch.from_numpy(k), torch.from_numpy(z)
    peer, loss = HalfBinomialLoss(), torch.nn.functional.binary_cross_entropy_with_logits
    return {
        "xent": lambda: xent.mean_loss(xent.binary_cross_entropy_with_logits, k, z),
        "torch, 1 thread": lambda: loss(tz, tk),
        "torch, all threads": lambda: loss(tz, tk),
        "scikit-learn": lambda: peer.loss(y_true=k, raw_prediction=z).mean(),
        "numpy one-liner": lambda: (np.maximum(z, 0) - z * k + np.log1p(np.exp(-np.abs(z)))).mean(),
    }


def softmax(size: int, classes: int) -> dict[str, Callable[[], object]]:
    random = np.random.default_rng(0)
    c, z = random.integers(0, classes, size), random.normal(0, 3, (size, classes))
    tc, tz = torch.from_numpy(c), torch.from_numpy(z)
    peer, loss, labels = HalfMultinomialLoss(n_classes=classes), torch.nn.functional.cross_entropy, c.astype(float)
    rows = np.arange(size)
    return {
        "xent": lambda: xent.mean_loss(xent.softmax_cross_entropy, c, z),
        "torch, 1 thread": lambda: loss(tz, tc),
        "torch, all threads": lambda: loss(tz, tc),
        "scikit-learn": lambda: peer.loss(y_true=labels, raw_prediction=z).mean(),
        "numpy one-liner": lambda: (
            np.log(np.exp(z - z.max(-1, keepdims=True)).sum(-1)) + z.max(-1) - z[rows, c]
        ).mean(),
    }


def extra_memory(run: Callable[[], object]) -> float:
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def report(title: str, runs: dict[str, Callable[[], object]], repeat: int) -> None:
    best = dict.fromkeys(runs, np.inf)
    for _ in range(ROUNDS):
        for name, run in runs.items():
            torch.set_num_threads(ALL if "all threads" in name else 1)
            run()
            start = time.perf_counter()
            for _ in range(repeat):
                run()
            best[name] = min(best[name], (time.perf_counter() - start) / repeat)
    print(f"\n{title}: xent {best['xent'] * 1e3:.4g} ms, {extra_memory(runs['xent']):.2g} MiB extra")
    for name, seconds in best.items():
        if name != "xent":
            print(f"  {name:20} {seconds * 1e3:9.4g} ms, xent is {seconds / best['xent']:.2f} times as fast")


if __name__ == "__main__":
    ALL = torch.get_num_threads()
    print(f"numpy {np.__version__}, torch {torch.__version__} with {ALL} threads, xent with every check on one")
    for size, repeat in ((1000, 2000), (10**6, 3), (10**7, 1)):
        report(f"binary cross entropy of {size:,} logits", binary(size), repeat)
    for size, classes in ((10**5, 10), (10**4, 1000)):
        report(f"softmax cross entropy of {size:,} x {classes:,} logits", softmax(size, classes), 1)
