"""Trains a backbone to name single symbols, before any detector: `python -m surd_train.pretrain --minutes 10`.

A crop of 64 x 64 px costs a fortieth of a canvas and holds one symbol, rare ones as often as common ones: strokes are learned
cheaply, where they stand is left to the detector. `train --pretrained .cache/backbone.pt` begins with it.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .architectures import PYRAMID
from .backbone import Backbone
from .canvas import formula_of
from .crohme import read_expressions
from .export import read_labels
from .ink import DrawnFormula, bent, draw_outlines, draw_strokes, extent, random_affine, transform
from .mixed_precision import mixed_precision
from .normalise import MEAN, STD
from .printed import read_printed

CROP = 64
MEDIAN_SYMBOL = 39.0  # as on training canvases


class Namer(nn.Module):
    """The levels of a feature pyramid averaged over the crop, and one layer that names it."""

    def __init__(self, labels: int):
        super().__init__()
        self.backbone = Backbone(PYRAMID)
        self.name = nn.Linear(len(PYRAMID.anchors) * PYRAMID.channels, labels)

    def forward(self, image: Tensor) -> Tensor:
        levels = self.backbone.features(image)
        return self.name(torch.cat([level.float().mean((2, 3)) for level in levels], 1))


class Crops:
    """Single symbols in the middle of a crop, all labels equally often."""

    def __init__(self, formulas: list[DrawnFormula], labels: list[str]):
        self.symbols: list[list[tuple[list[np.ndarray], bool]]] = [[] for _ in labels]
        index = {label: i for i, label in enumerate(labels)}
        for formula in formulas:
            for label, lines in formula.symbols:
                self.symbols[index[label]].append((lines, formula.filled))
        self.labels = [i for i, found in enumerate(self.symbols) if found]

    def make(self, rng: np.random.Generator) -> tuple[np.ndarray, int]:
        label = self.labels[int(rng.integers(len(self.labels)))]
        lines, filled = self.symbols[label][int(rng.integers(len(self.symbols[label])))]
        size = MEDIAN_SYMBOL * float(np.exp(rng.normal(0.0, 0.24)))
        matrix = random_affine(rng, size, float(rng.random()))
        placed = [transform(line, matrix) for line in (lines if filled else bent(rng, lines, 1.0))]
        x0, y0, x1, y1 = extent(placed, 0.0)
        middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2]) + rng.uniform(-4, 4, 2)
        crop = np.full((CROP, CROP), 255, np.uint8)
        placed = [line - middle + CROP / 2 for line in placed]
        if filled:
            draw_outlines(crop, placed, int(rng.integers(0, 60)))
        else:
            draw_strokes(crop, placed, max(1.0, float(rng.uniform(0.035, 0.11)) * size), int(rng.integers(0, 60)))
        return crop, label

    def batch(self, rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
        """Normalised crops (count, 1, 64, 64) and their labels (count), counted from 0."""
        made = [self.make(rng) for _ in range(count)]
        image = torch.from_numpy(np.stack([crop for crop, _ in made])).float().unsqueeze(1)
        return (image / 255 - MEAN) / STD, torch.tensor([label for _, label in made])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--print", dest="printed", type=Path)
    arguments.add_argument("--out", type=Path, default=Path(".cache/backbone.pt"))
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--batch", type=int, default=128)
    arguments.add_argument("--rate", type=float, default=3e-3)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    labels = read_labels()
    formulas = [formula_of(e) for e in read_expressions(options.data / "train.jsonl.gz")]
    if options.printed:
        formulas += [p.formula for p in read_printed(options.printed, set(labels))]
    crops = Crops(formulas, labels)
    rng = np.random.default_rng(options.seed)
    model = Namer(len(labels)).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.02)
    started, total, step, right, seen = time.monotonic(), options.minutes * 60, 0, 0, 0
    while (spent := time.monotonic() - started) < total:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1.0, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * spent / total))
        image, target = crops.batch(rng, options.batch)
        with mixed_precision():
            logits = model(image.contiguous(memory_format=torch.channels_last))
        optimiser.zero_grad()
        F.cross_entropy(logits.float(), target).backward()
        optimiser.step()
        step += 1
        right += int((logits.argmax(1) == target).sum())
        seen += len(target)
        if step % 50 == 0:
            print(f"step {step} {spent / 60:.1f} min, {100 * right / seen:.1f} % of the last crops named right", flush=True)
            right = seen = 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.backbone.state_dict(), options.out)


if __name__ == "__main__":
    main()
