"""Rendered evaluation sets and the figures of the model card: F1 at IoU 0.5, mAP50, formulas without any error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .crohme import Expression
from .ink import draw_strokes, extent
from .photo import photograph

Detections = tuple[np.ndarray, np.ndarray, np.ndarray]  # corner boxes, scores, 1-based labels


@dataclass
class Rendered:
    id: str
    source: str
    image: np.ndarray  # uint8 gray
    boxes: np.ndarray
    labels: np.ndarray


def render_expression(
    expression: Expression, label_index: dict[str, int], seed: int, photo: bool, smallest: float = 30, largest: float = 56
) -> Rendered:
    """One expression alone on its page, at a symbol size and pen width drawn from the seed."""
    rng = np.random.default_rng(seed)
    size = rng.uniform(smallest, largest)
    pen = max(1.5, size * rng.uniform(0.05, 0.09))
    margin = size * 0.5
    width = int(np.ceil(expression.width * size + 2 * margin))
    height = int(np.ceil(expression.height * size + 2 * margin))
    canvas = np.full((height, width), 255, np.uint8)
    boxes, labels = [], []
    grow = max(1, int(round(pen))) / 2
    for label, ids in expression.symbols:
        lines = [expression.strokes[i] * size + margin for i in ids]
        draw_strokes(canvas, lines, pen, 0)
        boxes.append(extent(lines, grow))
        labels.append(label_index[label])
    if photo:
        canvas = photograph(canvas, rng)
    return Rendered(
        expression.id, expression.source, canvas, np.asarray(boxes, np.float32), np.asarray(labels, np.int64)
    )


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of each of `a` with each of `b`."""
    if len(a) == 0 or len(b) == 0:
        return np.zeros((len(a), len(b)))
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=2)
    area = lambda x: np.prod(x[:, 2:] - x[:, :2], axis=1)  # noqa: E731
    return shared / np.maximum(area(a)[:, None] + area(b)[None, :] - shared, 1e-9)


SHOWN_OVERLAP = 0.4


def suppress(detections: Detections, threshold: float = SHOWN_OVERLAP) -> Detections:
    """Suppression over all labels together, as the app shows detections: one symbol on one spot."""
    boxes, scores, labels = detections
    kept: list[int] = []
    overlap = overlaps(boxes, boxes)
    for i in np.argsort(-scores, kind="stable"):
        if all(overlap[i, j] <= threshold for j in kept):
            kept.append(int(i))
    return boxes[kept], scores[kept], labels[kept]


def count_matches(found: Detections, truth: Rendered, score: float) -> tuple[int, int, int]:
    """True positives, false positives, missed: greedy by score, IoU at least 0.5 and the right label."""
    boxes, scores, labels = found
    mask = scores >= score
    boxes, labels = boxes[mask], labels[mask]
    overlap = overlaps(boxes, truth.boxes)
    taken = np.zeros(len(truth.boxes), bool)
    hits = 0
    for i in range(len(boxes)):
        possible = (overlap[i] >= 0.5) & ~taken & (truth.labels == labels[i])
        if possible.any():
            taken[int(np.argmax(np.where(possible, overlap[i], -1)))] = True
            hits += 1
    return hits, len(boxes) - hits, len(truth.boxes) - hits


@dataclass
class Figures:
    f1: float
    precision: float
    recall: float
    exact: float  # share of formulas without any error
    threshold: float
    map50: float
    ap50: dict[int, float]
    weighted_ap50: float


def average_precision(scored: list[tuple[float, bool]], truths: int) -> float:
    """Area under the interpolated precision-recall curve, 101 points as in COCO."""
    if truths == 0:
        return float("nan")
    scored = sorted(scored, key=lambda entry: -entry[0])
    hits = np.cumsum([hit for _, hit in scored]) if scored else np.zeros(0)
    recall = hits / truths
    precision = hits / np.arange(1, len(scored) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1] if len(scored) else precision
    points = np.linspace(0, 1, 101)
    index = np.searchsorted(recall, points, side="left")
    return float(np.mean([precision[i] if i < len(precision) else 0.0 for i in index]))


def figures(
    results: list[tuple[Detections, Rendered]], threshold: float | None = None, overlap: float = SHOWN_OVERLAP
) -> Figures:
    """`threshold` None: the score with the best F1 is chosen here (do that on a validation set alone)."""
    shown = [(suppress(found, overlap), truth) for found, truth in results]
    best = (-1.0, 0.5, (0, 0, 0))
    for score in [threshold] if threshold is not None else np.arange(0.2, 0.81, 0.05):
        totals = np.sum([count_matches(found, truth, score) for found, truth in shown], axis=0)
        f1 = 2 * totals[0] / max(2 * totals[0] + totals[1] + totals[2], 1)
        if f1 > best[0]:
            best = (float(f1), float(score), tuple(int(x) for x in totals))
    f1, score, (hits, wrong, missed) = best
    exact = np.mean([sum(count_matches(found, truth, score)[1:]) == 0 for found, truth in shown])
    per_label: dict[int, list[tuple[float, bool]]] = {}
    truths: dict[int, int] = {}
    for (boxes, scores, labels), truth in results:
        shared = overlaps(boxes, truth.boxes)
        taken = np.zeros(len(truth.boxes), bool)
        for label in truth.labels:
            truths[int(label)] = truths.get(int(label), 0) + 1
        for i in np.argsort(-scores, kind="stable"):
            possible = np.where((truth.labels == labels[i]) & ~taken, shared[i], -1) if len(truth.boxes) else []
            hit = len(possible) > 0 and float(np.max(possible)) >= 0.5
            if hit:
                taken[int(np.argmax(possible))] = True
            per_label.setdefault(int(labels[i]), []).append((float(scores[i]), hit))
    ap = {label: average_precision(per_label.get(label, []), count) for label, count in truths.items()}
    total = sum(truths.values())
    return Figures(
        f1=f1,
        precision=hits / max(hits + wrong, 1),
        recall=hits / max(hits + missed, 1),
        exact=float(exact),
        threshold=score,
        map50=float(np.mean(list(ap.values()))),
        ap50=ap,
        weighted_ap50=sum(ap[label] * count for label, count in truths.items()) / max(total, 1),
    )


def evaluate(detect: Callable[[np.ndarray], Detections], rendered: list[Rendered], threshold: float | None = None) -> Figures:
    return figures([(detect(item.image), item) for item in rendered], threshold)
