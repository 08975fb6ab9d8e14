"""The image sets that the model card's figures are taken on. None of them is trained on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from .crohme import read_expressions
from .evaluation import Rendered, render_expression
from .ink import draw_outlines, extent
from .photo import photograph
from .printed import PrintedFormula, read_printed

SETS = ("clean", "photo", "x2", "x4", "half", "print", "print-photo")


def resized(item: Rendered, factor: float) -> Rendered:
    """The image as a scanner of another resolution would give it."""
    height, width = item.image.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    image = cv2.resize(item.image, size, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA)
    return replace(item, image=image, boxes=item.boxes * factor)


def render_printed(printed: PrintedFormula, label_index: dict[str, int], seed: int, photo: bool) -> Rendered:
    """One printed formula alone on its page, symbols of 30 to 56 px."""
    rng = np.random.default_rng(seed)
    size = rng.uniform(30, 56)
    margin = size * 0.5
    every = np.concatenate([outline for _, outlines in printed.formula.symbols for outline in outlines])
    origin = every.min(0) * size - margin
    width, height = np.ceil(np.ptp(every, axis=0) * size + 2 * margin).astype(int)
    canvas = np.full((height, width), 255, np.uint8)
    boxes, labels = [], []
    for label, outlines in printed.formula.symbols:
        placed = [outline * size - origin for outline in outlines]
        draw_outlines(canvas, placed, 0)
        x0, y0, x1, y1 = extent(placed, 0.0)
        boxes.append((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
        labels.append(label_index[label])
    if photo:
        canvas = photograph(canvas, rng)
    source = f"print:{printed.font}"
    return Rendered(printed.id, source, canvas, np.asarray(boxes, np.float32), np.asarray(labels, np.int64))


def make_set(name: str, data: Path, printed: Path, labels: list[str], every: int = 1) -> list[Rendered]:
    """`every`: take one image of so many."""
    index = {label: i + 1 for i, label in enumerate(labels)}
    if name.startswith("print"):
        formulas = read_printed(printed, set(labels))[::every]
        return [render_printed(p, index, i, name == "print-photo") for i, p in enumerate(formulas)]
    expressions = read_expressions(data / "valid.jsonl.gz")[::every]
    rendered = [render_expression(e, index, i, photo=name == "photo") for i, e in enumerate(expressions)]
    factor = {"x2": 2.0, "x4": 4.0, "half": 0.5}.get(name)
    return rendered if factor is None else [resized(item, factor) for item in rendered]
