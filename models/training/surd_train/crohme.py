"""Handwriting: reads the CROHME JSON Lines and puts every expression on one scale.

The scale of the sources differs by three orders of magnitude, so coordinates are divided by the expression's own median
symbol size (the mean of width and height would be ruled by bars; the longer side is used, without bars and dots).
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# Not representative of an expression's size: thin, tiny, or as large as what they hold.
UNSIZED = {"-", ".", "COMMA", ",", "\\prime", "'", "\\sqrt", "|", "\\ldots", "=", "!", "i", "1"}


@dataclass
class Expression:
    """Strokes in units of the median symbol size, origin at the upper left corner of the ink."""

    id: str
    source: str
    latex: str
    strokes: list[np.ndarray]  # each (n, 2) float32
    symbols: list[tuple[str, list[int]]]  # label, stroke indices
    width: float
    height: float


def median_symbol_size(strokes: list[np.ndarray], symbols: list[tuple[str, list[int]]]) -> float:
    """Median longer side of the symbols that tell the size; of all of them if none does."""
    sizes: dict[bool, list[float]] = {True: [], False: []}
    for label, ids in symbols:
        points = np.concatenate([strokes[i] for i in ids])
        extent = float((points.max(0) - points.min(0)).max())
        sizes[label not in UNSIZED].append(extent)
    chosen = sizes[True] or sizes[False]
    size = float(np.median(chosen)) if chosen else 0.0
    if size <= 0:
        size = max(float(np.ptp(np.concatenate(strokes), axis=0).max()), 1e-6)
    return size


def read_expressions(path: Path) -> list[Expression]:
    """Reads a `.jsonl.gz` of expressions; see the data's README for the form of a line."""
    out: list[Expression] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            strokes = [np.asarray(s, dtype=np.float32).reshape(-1, 2) for s in record["strokes"]]
            symbols = [(s["label"], list(s["stroke_ids"])) for s in record["symbols"]]
            symbols = [(label, ids) for label, ids in symbols if ids]
            if not symbols:
                continue
            size = median_symbol_size(strokes, symbols)
            everything = np.concatenate(strokes)
            origin = everything.min(0)
            strokes = [(s - origin) / size for s in strokes]
            extent = np.ptp(everything, axis=0) / size
            out.append(
                Expression(
                    id=record["id"],
                    source=record["src"],
                    latex=record["truth_latex"],
                    strokes=strokes,
                    symbols=symbols,
                    width=float(extent[0]),
                    height=float(extent[1]),
                )
            )
    return out
