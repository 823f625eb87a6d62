"""Makes the golden of the analyses: each measure in float64, written from its definition.

    pip install -r tools/golden/requirements.txt
    python tools/golden/analyses.py

`analyses/cknna.json`, `entropy.json`, `pca.json`, `probe.json` hold lists of cases, inputs beside
what they give. A value that is not defined is null, and `reason` says why.
"""

import json
import math

import numpy as np

from common import ROOT

FOLDER = ROOT / "analyses"


def write(name, cases):
    """One case a line, so that a change shows as the case that it is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def rows(matrix):
    return np.asarray(matrix, dtype=np.float64).tolist()


# CKNNA


def nearest(kernel, k):
    """[n, n] of 0 and 1: row i marks the k samples nearest to i by inner product, never i itself."""
    others = kernel.copy()
    np.fill_diagonal(others, -np.inf)
    mask = np.zeros_like(kernel)
    for i, row in enumerate(others):
        mask[i, np.argsort(-row, kind="stable")[:k]] = 1
    return mask


def hsic(kernel, other):
    """The unbiased estimator of Song et al. (2012), eq. 5, with both diagonals set to zero."""
    n = len(kernel)
    kernel, other = kernel.copy(), other.copy()
    np.fill_diagonal(kernel, 0)
    np.fill_diagonal(other, 0)
    trace = (kernel * other.T).sum()
    totals = kernel.sum() * other.sum() / ((n - 1) * (n - 2))
    cross = 2 * (kernel @ other).sum() / (n - 2)
    return (trace + totals - cross) / (n * (n - 3))


def masked(kernel, other, k):
    """s: HSIC of both kernels, each multiplied by both masks. A mask is directed: row i has k ones."""
    mask = nearest(kernel, k) * nearest(other, k)
    return hsic(mask * kernel, mask * other)


def cknna(a, b, k):
    """s(K,L) / (sqrt(s(K,K) s(L,L)) + 1e-6); undefined where s(K,K) s(L,L) < 0.

    K and L are the inner products of the rows as they are: who measures features normalises them
    first. s(K,K) is masked by K's own mask alone.
    """
    kernel, other = a @ a.T, b @ b.T
    norms = masked(kernel, kernel, k) * masked(other, other, k)
    if norms < 0:
        return None, "s(K,K) and s(L,L) have different signs"
    return masked(kernel, other, k) / (math.sqrt(norms) + 1e-6), None


def unit(features):
    """Each row divided by its Euclidean length."""
    return features / np.linalg.norm(features, axis=1, keepdims=True)


def cknna_case(name, a, b, k):
    """Of a and b with rows of length 1, as models' features are measured."""
    value, reason = cknna(unit(a), unit(b), k)
    return {"name": name, "n": len(a), "k": k, "normalize": True, "a": rows(a), "b": rows(b),
            "value": value, "reason": reason}


def cknna_as_given(name, a, b, k):
    """Of a and b as they are: the published values of the waves are these."""
    value, reason = cknna(a, b, k)
    return cknna_case(name, a, b, k) | {"normalize": False, "value": value, "reason": reason}


def undefined_features():
    """The first seed whose features have s(K,K) and s(L,L) of different signs."""
    for seed in range(10_000):
        random = np.random.default_rng(seed)
        a, b = random.normal(size=(5, 3)) + (1, 0, 0), random.normal(size=(5, 4))
        a, b = np.round(a, 3), np.round(b, 3)
        if cknna(unit(a), unit(b), 3)[0] is None:
            return a, b
    raise AssertionError("no such features")


def cknna_cases():
    a = np.sin(0.7 * np.arange(60)).reshape(12, 5)
    b = np.cos(0.31 * np.arange(84)).reshape(12, 7)
    cases = [cknna_as_given(f"waves as given, k={k}", a, b, k) for k in (2, 4, 10)]
    for case, value in zip(cases, (0.0, 0.20265541370584358, -0.28454443433131954)):
        assert abs(case["value"] - value) < 1e-12, (case["name"], case["value"], value)
    cases += [cknna_case(f"waves, k={k}", a, b, k) for k in (4, 10)]
    random = np.random.default_rng(5)
    for n, k, da, db in ((9, 3, 4, 6), (24, 5, 6, 8), (40, 10, 8, 5)):
        a, b = np.round(random.normal(size=(n, da)), 3), np.round(random.normal(size=(n, db)), 3)
        cases.append(cknna_case(f"independent, n={n}", a, b, k))
    for n, noise in ((25, 0.1), (36, 1.0)):
        a = np.round(random.normal(size=(n, 6)), 3)
        b = np.round(a @ random.normal(size=(6, 7)) + noise * random.normal(size=(n, 7)), 3)
        cases.append(cknna_case(f"related, noise={noise}", a, b, 10))
    a = np.round(random.normal(size=(16, 5)), 3)
    cases.append(cknna_case("equal", a, a, 10))
    assert abs(cases[-1]["value"] - 1) < 1e-3, cases[-1]["value"]
    cases.append(cknna_case("undefined", *undefined_features(), 3))
    assert cases[-1]["value"] is None
    return cases


# Spatial entropy of attention


def components(inside):
    """Sets of cells that touch by an edge or a corner."""
    left = {(y, x) for y, x in np.argwhere(inside).tolist()}
    found = []
    while left:
        component, edge = set(), [left.pop()]
        while edge:
            y, x = edge.pop()
            component.add((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            edge.extend(near)
        found.append(component)
    return found


def entropy_case(name, attention):
    """H = -sum p ln p over the components of B > 0.001, B = relu(S - mean S), p = mass / sum B.

    The sum is that of all of B, also of cells below the threshold. Without a component H is not
    defined; H / ln(components) is not where there is but one.
    """
    attention = np.asarray(attention, dtype=np.float64)
    excess = np.maximum(attention - attention.mean(), 0)
    found = components(excess > 0.001)
    shares = [sum(excess[cell] for cell in component) / excess.sum() for component in found]
    entropy = -sum(p * math.log(p) for p in shares) + 0.0 if found else None
    return {
        "name": name,
        "rows": attention.shape[0],
        "columns": attention.shape[1],
        "values": attention.flatten().tolist(),
        "mass": attention.sum(),
        "components": len(found),
        "entropy": entropy,
        "normalized": entropy / math.log(len(found)) if len(found) > 1 else None,
        "reason": None if len(found) > 1 else ("one component" if found else "no component"),
    }


def entropy_cases():
    blobs = np.zeros((4, 4))
    blobs[0, 0] = blobs[0, 1] = 0.24  # the mean is .05: shares of 38/65 and 27/65
    blobs[3, 3] = 0.32
    cases = [entropy_case("two blobs", blobs)]
    assert abs(cases[0]["entropy"] - 0.6787585091) < 1e-10, cases[0]["entropy"]
    diagonal = np.zeros((5, 5))
    diagonal[1, 1] = diagonal[2, 2] = diagonal[3, 1] = 0.2
    cases.append(entropy_case("neighbours by a corner", diagonal))
    assert cases[-1]["components"] == 1 and cases[-1]["entropy"] == 0
    edges = np.zeros((4, 6))
    edges[0, 5] = edges[1, 0] = 0.3  # neighbours in row-major order alone
    cases.append(entropy_case("no neighbours across the border", edges))
    assert cases[-1]["components"] == 2
    cases.append(entropy_case("uniform", np.full((4, 4), 0.0625)))
    cases.append(entropy_case("one cell", [[0.7]]))
    faint = np.full((8, 8), 0.001)
    faint[2:4, 2:4] = 0.0015
    cases.append(entropy_case("all below the threshold", faint))
    assert all(case["entropy"] is None for case in cases[-3:])
    random = np.random.default_rng(6)
    for height, width in ((6, 6), (8, 8), (5, 7)):
        scores = np.exp(1.5 * random.normal(size=(height, width)))
        share = 0.6 * scores / scores.sum()  # the text has the rest
        cases.append(entropy_case(f"random, {height}x{width}", np.round(share, 6)))
        assert cases[-1]["components"] > 1
    return cases


# PCA picture


def pca_case(name, features):
    """The three directions of largest variance, as colours.

    Singular vectors of the centred features, each with the sign that makes its largest loading
    positive. A direction without variance has scores of 0. rgb = (tanh((x - median) / (IQR + 1e-6))
    + 1) / 2 of each column of scores; quartiles are interpolated linearly.
    """
    features = np.asarray(features, dtype=np.float64)
    centred = features - features.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    scores, loadings = [], []
    for size, direction in zip(sizes[:3], directions[:3]):
        largest = np.argmax(np.abs(direction))
        direction = direction * np.sign(direction[largest])
        flat = size <= 1e-9 * sizes[0]
        scores.append(np.zeros(len(features)) if flat else centred @ direction)
        loadings.append(None if flat else direction.tolist())
    scores = np.stack(scores, axis=1)
    low, median, high = np.quantile(scores, (0.25, 0.5, 0.75), axis=0)
    rgb = 0.5 * (np.tanh((scores - median) / (high - low + 1e-6)) + 1)
    return {"name": name, "features": rows(features), "loadings": loadings, "scores": rows(scores), "rgb": rows(rgb)}


def pca_cases():
    random = np.random.default_rng(7)
    cases = []
    for n, width in ((16, 6), (25, 12)):
        spread = np.linspace(3, 0.5, width)
        cases.append(pca_case(f"{n} by {width}", np.round(random.normal(size=(n, width)) * spread + 1, 3)))
    flat = random.integers(-9, 9, size=(16, 2)) @ random.integers(-3, 4, size=(2, 6))
    cases.append(pca_case("rank 2", flat))
    assert cases[-1]["loadings"][2] is None and cases[-1]["loadings"][1] is not None
    return cases


# Ridge probe

ALPHA = 1.0


def fitted(train, targets, test):
    """Predictions of W = (X'X + alpha I)^-1 X'(Y - mean Y), X standardised by the training rows.

    The deviation is the population's; where it is 0 it counts as 1. The mean of Y is added again.
    """
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    x, unseen = (train - mean) / deviation, (test - mean) / deviation
    centre = targets.mean(axis=0)
    weights = np.linalg.solve(x.T @ x + ALPHA * np.eye(x.shape[1]), x.T @ (targets - centre))
    return unseen @ weights + centre


def features(random):
    """60 samples of width 8; the last column is constant."""
    x = np.round(random.normal(size=(60, 8)) * np.linspace(0.2, 5, 8) + 2, 3)
    x[:, -1] = 0.5
    return x


def classes_case(name, x, labels, count, train):
    """Classes as one-hot targets; the largest prediction wins, the lower class where two are equal."""
    targets = np.eye(count)[labels]
    predicted = fitted(x[:train], targets[:train], x[train:])
    chosen = predicted.argmax(axis=1)
    accuracy = float((chosen == labels[train:]).mean())
    return {"name": name, "train": train, "alpha": ALPHA, "x": rows(x), "classes": count, "labels": labels.tolist(),
            "predicted": rows(predicted), "chosen": chosen.tolist(), "accuracy": accuracy}


def regression_case(name, x, targets, train):
    """R2 = 1 - sum (y - predicted)^2 / sum (y - mean of the test's y)^2, of each target."""
    predicted = fitted(x[:train], targets[:train], x[train:])
    unseen = targets[train:]
    wrong = ((unseen - predicted) ** 2).sum(axis=0)
    r2 = 1 - wrong / ((unseen - unseen.mean(axis=0)) ** 2).sum(axis=0)
    return {"name": name, "train": train, "alpha": ALPHA, "x": rows(x), "targets": rows(targets),
            "predicted": rows(predicted), "r2": r2.tolist()}


def probe_cases():
    random = np.random.default_rng(8)
    x = features(random)
    scores = (x - x.mean(axis=0)) @ random.normal(size=(8, 3)) + 2 * random.normal(size=(60, 3))
    clear = classes_case("three classes", x, scores.argmax(axis=1), 3, 40)
    assert 0.5 < clear["accuracy"] < 1, clear["accuracy"]
    chance = classes_case("labels by chance", x, random.integers(0, 3, size=60), 3, 40)
    targets = np.round((x - x.mean(axis=0)) @ random.normal(size=(8, 2)) + random.normal(size=(60, 2)), 3)
    targets[:, 1] = np.round(random.normal(size=60), 3)  # nothing to find: R2 is below 0
    regression = regression_case("two targets", x, targets, 45)
    assert regression["r2"][0] > 0.8 and regression["r2"][1] < 0, regression["r2"]
    return [clear, chance, regression]


if __name__ == "__main__":
    write("cknna", cknna_cases())
    write("entropy", entropy_cases())
    write("pca", pca_cases())
    write("probe", probe_cases())
