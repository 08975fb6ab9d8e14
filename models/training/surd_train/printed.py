"""Print: reads the glyph outlines that the generator in `print/` lays out, and flattens their curves."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .crohme import UNSIZED
from .ink import DrawnFormula

TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}


def flatten(path: str, steps: int = 5) -> list[np.ndarray]:
    """SVG path data to closed polygons."""
    tokens = [(m.group(1), m.group(2)) for m in TOKEN.finditer(path)]
    polygons: list[list[tuple[float, float]]] = []
    current: list[tuple[float, float]] = []
    x = y = start_x = start_y = 0.0
    control: tuple[float, float] | None = None
    command = ""
    i = 0

    def close() -> None:
        nonlocal current
        if len(current) > 2:
            polygons.append(current)
        current = []

    while i < len(tokens):
        if tokens[i][0]:
            command = tokens[i][0]
            i += 1
            if command in "Zz":
                close()
                x, y = start_x, start_y
                control = None
                continue
        upper = command.upper()
        numbers = [float(tokens[i + k][1]) for k in range(COUNT[upper])]
        i += COUNT[upper]
        relative = command != upper
        if upper == "H":
            numbers = [numbers[0] + (x if relative else 0), y]
        elif upper == "V":
            numbers = [x, numbers[0] + (y if relative else 0)]
        elif relative:
            numbers = [n + (x if k % 2 == 0 else y) for k, n in enumerate(numbers)]
        if upper == "M":
            close()
            x, y = numbers
            start_x, start_y = x, y
            current = [(x, y)]
            command = "l" if relative else "L"
            control = None
            continue
        if upper in "LHV":
            x, y = numbers
            current.append((x, y))
            control = None
            continue
        p0 = (x, y)
        if upper in "CS":
            if upper == "S":
                first = (2 * x - control[0], 2 * y - control[1]) if control else p0
                numbers = [*first, *numbers]
            c1, c2, end = numbers[0:2], numbers[2:4], numbers[4:6]
            for s in np.linspace(0, 1, steps + 1)[1:]:
                r = 1 - s
                current.append(
                    tuple(r**3 * p0[k] + 3 * r * r * s * c1[k] + 3 * r * s * s * c2[k] + s**3 * end[k] for k in (0, 1))
                )
            control = (c2[0], c2[1])
        else:
            if upper == "T":
                first = (2 * x - control[0], 2 * y - control[1]) if control else p0
                numbers = [*first, *numbers]
            c, end = numbers[0:2], numbers[2:4]
            for s in np.linspace(0, 1, steps + 1)[1:]:
                r = 1 - s
                current.append(tuple(r * r * p0[k] + 2 * r * s * c[k] + s * s * end[k] for k in (0, 1)))
            control = (c[0], c[1])
        x, y = end
    close()
    return [np.asarray(p, np.float32) for p in polygons]


@dataclass
class PrintedFormula:
    id: str
    font: str
    latex: str
    formula: DrawnFormula


def read_printed(path: Path, known: set[str]) -> list[PrintedFormula]:
    """Formulas in units of their median symbol size; those with a label that is not `known` are left out."""
    out: list[PrintedFormula] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if not record["glyphs"] or any(glyph["label"] not in known for glyph in record["glyphs"]):
                continue
            sizes: dict[bool, list[float]] = {True: [], False: []}
            for glyph in record["glyphs"]:
                sizes[glyph["label"] not in UNSIZED].append(max(glyph["box"][2:]))
            size = float(np.median(sizes[True] or sizes[False]))
            symbols = [(g["label"], [p / size for p in flatten(g["path"])]) for g in record["glyphs"]]
            symbols = [(label, outlines) for label, outlines in symbols if outlines]
            if symbols:
                out.append(PrintedFormula(record["id"], record["font"], record["latex"], DrawnFormula(symbols, True)))
    return out
