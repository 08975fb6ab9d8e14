"""Training canvases: several formulas packed on one, half of them clean, half like photographs."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from .crohme import Expression
from .ink import DrawnFormula, draw_outlines, draw_strokes, extent, in_another_hand, in_perspective, random_affine, transform
from .photo import photograph


def formula_of(expression: Expression) -> DrawnFormula:
    return DrawnFormula(
        symbols=[(label, [expression.strokes[i] for i in ids]) for label, ids in with_whole_dots(expression)],
        filled=False,
    )


def with_whole_dots(expression: Expression) -> list[tuple[str, list[int]]]:
    """Some sources box the three dots of a `\\cdots` one by one, the others as one `\\ldots`: here they are one everywhere."""
    dots = [ids for label, ids in expression.symbols if label == "."]
    if "\\cdots" not in expression.latex or len(dots) != 3:
        return list(expression.symbols)
    others = [symbol for symbol in expression.symbols if symbol[0] != "."]
    return [*others, ("\\ldots", [i for ids in dots for i in ids])]


@dataclass
class CanvasConfig:
    height: int = 256
    width: int = 576
    # Some batches are long strips of the same area, for fraction bars and roots longer than a usual canvas.
    strip_height: int = 160
    strip_width: int = 928
    # Sizes as the resize rule hands them on, measured on crohme/valid: median 39 px, a tenth below 33, a tenth above 52.
    median_symbol: float = 39.0
    symbol_spread: float = 0.24  # standard deviation of the logarithm
    smallest_symbol: float = 22.0
    largest_symbol: float = 76.0
    photo_share: float = 0.5
    loose_share: float = 0.12  # formulas made of single symbols, rare labels as often as common ones
    rarity: float = 0.5  # 0 shows each formula as often as any other, 1 each rarest label as often as any other
    print_share: float = 0.35
    perspective_share: float = 0.3
    other_hand_share: float = 0.6


@dataclass
class Canvas:
    image: np.ndarray  # (H, W) uint8
    boxes: np.ndarray  # (n, 4) float32 x0 y0 x1 y1
    labels: np.ndarray  # (n,) int64, 1-based


@dataclass
class CanvasMaker:
    """Makes canvases without end. Give every worker process its own seed."""

    handwriting: list[DrawnFormula]
    printed: list[DrawnFormula]
    label_index: dict[str, int]
    config: CanvasConfig = field(default_factory=CanvasConfig)

    def __post_init__(self) -> None:
        self.by_label: dict[str, list[tuple[list[np.ndarray], bool]]] = {}
        for formula in self.handwriting:
            for label, lines in formula.symbols:
                self.by_label.setdefault(label, []).append((lines, False))
        self.loose_labels = sorted(self.by_label)
        self.weights = self._weights(self.handwriting)
        self.print_weights = self._weights(self.printed) if self.printed else None

    def _weights(self, formulas: list[DrawnFormula]) -> np.ndarray:
        """A formula counts by its rarest label's frequency to the power of `-rarity`."""
        count: dict[str, int] = {}
        for formula in formulas:
            for label, _ in formula.symbols:
                count[label] = count.get(label, 0) + 1
        weights = np.array([max(count[label] ** -self.config.rarity for label, _ in f.symbols) for f in formulas])
        weights = np.minimum(weights, np.quantile(weights, 0.995))
        return np.cumsum(weights / weights.sum())

    def _loose(self, rng: np.random.Generator) -> DrawnFormula:
        """A row of single symbols from different hands, sizes kept."""
        symbols = []
        x = 0.0
        for _ in range(int(rng.integers(2, 8))):
            label = self.loose_labels[int(rng.integers(len(self.loose_labels)))]
            if label == "\\sqrt" and rng.random() < 0.7:
                continue
            lines, _ = self.by_label[label][int(rng.integers(len(self.by_label[label])))]
            low = np.concatenate(lines).min(0)
            wide = np.concatenate(lines).max(0)[0] - low[0]
            high = np.concatenate(lines).max(0)[1] - low[1]
            # Hardly scaled: size is what tells x from X and s from S.
            scale = float(np.exp(rng.uniform(-0.12, 0.08)))
            offset = np.array([x, rng.uniform(-0.35, 0.35) - high * scale / 2])
            symbols.append((label, [(line - low) * scale + offset for line in lines]))
            x += wide * scale + rng.uniform(0.12, 0.6)
        return DrawnFormula(symbols=symbols, filled=False) if symbols else self._loose(rng)

    def _pick(self, rng: np.random.Generator) -> DrawnFormula:
        if self.printed and rng.random() < self.config.print_share:
            return self.printed[min(int(np.searchsorted(self.print_weights, rng.random())), len(self.printed) - 1)]
        if rng.random() < self.config.loose_share:
            return self._loose(rng)
        return self.handwriting[min(int(np.searchsorted(self.weights, rng.random())), len(self.handwriting) - 1)]

    def make(self, rng: np.random.Generator, strip: bool = False) -> Canvas:
        config = self.config
        height, width = (config.strip_height, config.strip_width) if strip else (config.height, config.width)
        canvas = np.full((height, width), 255, np.uint8)
        boxes: list[tuple[float, float, float, float]] = []
        labels: list[int] = []
        # One hand, one size, one pen a canvas: the resize rule sees one image, too.
        size = config.median_symbol * float(np.exp(rng.normal(0.0, config.symbol_spread)))
        size = min(max(size, config.smallest_symbol), config.largest_symbol)
        strength = float(rng.random() < 0.7) * rng.uniform(0.2, 1.0)
        pen_share = rng.uniform(0.035, 0.11)
        y = rng.uniform(1, 14)
        while y < height - 12:
            x = rng.uniform(1, 20)
            row_height = 0.0
            misses = 0
            while misses < 6:
                formula = self._pick(rng)
                matrix = random_affine(rng, size * float(np.exp(rng.uniform(-0.12, 0.12))), strength)
                symbols = formula.symbols
                if not formula.filled and rng.random() < config.other_hand_share:
                    symbols = in_another_hand(rng, symbols)
                moved = [(label, [transform(line, matrix) for line in lines]) for label, lines in symbols]
                if rng.random() < config.perspective_share:
                    moved = in_perspective(rng, moved)
                points = np.concatenate([line for _, lines in moved for line in lines])
                low, high = points.min(0), points.max(0)
                pen = max(1.0, pen_share * size + rng.uniform(-0.5, 0.5))
                wide, tall = high - low + 2 * pen
                if x + wide > width - 1 or y + tall > height - 1:
                    misses += 1
                    continue
                offset = np.array([x, y]) - low + pen
                ink = int(rng.integers(0, 60))
                grow = 0.0 if formula.filled else max(1, int(round(pen))) / 2
                for label, lines in moved:
                    placed = [line + offset for line in lines]
                    if formula.filled:
                        draw_outlines(canvas, placed, ink)
                    else:
                        draw_strokes(canvas, placed, pen, ink)
                    x0, y0, x1, y1 = extent(placed, max(grow, 0.0))
                    boxes.append((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
                    labels.append(self.label_index[label])
                row_height = max(row_height, tall)
                x += wide + rng.uniform(0.4, 1.6) * size
                if rng.random() < 0.06:
                    break
            if row_height == 0.0:
                break
            y += row_height + rng.uniform(0.2, 0.8) * size
        if rng.random() < config.photo_share:
            canvas = photograph(canvas, rng)
        elif rng.random() < 0.3:
            canvas = cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(0.3, 0.9)))
        if not boxes:
            return self.make(rng, strip)
        return Canvas(canvas, np.asarray(boxes, np.float32), np.asarray(labels, np.int64))
