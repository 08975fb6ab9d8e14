"""Draws pen strokes and glyph outlines into gray canvases and keeps the true box of every symbol."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

SHIFT = 4  # fractional bits of OpenCV's anti-aliased drawing
ONE = 1 << SHIFT


@dataclass
class PlacedSymbol:
    label: str
    box: tuple[float, float, float, float]  # x0, y0, x1, y1 in canvas pixels


@dataclass
class DrawnFormula:
    """A formula as polygons in its own frame, one unit = the median symbol size."""

    symbols: list[tuple[str, list[np.ndarray]]]  # label, polylines (ink) or outlines (print)
    filled: bool  # outlines are filled, strokes are drawn with a pen


def transform(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Applies a 2 x 3 affine matrix to (n, 2) points."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def random_affine(rng: np.random.Generator, size_px: float, strength: float) -> np.ndarray:
    """Scale to pixels with slight rotation (to +-5 degrees), shear and aspect change."""
    angle = np.deg2rad(rng.uniform(-5, 5) * strength)
    shear = rng.uniform(-0.2, 0.2) * strength
    aspect = np.exp(rng.uniform(-0.12, 0.12) * strength)
    rotate = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    skew = np.array([[aspect, shear], [0.0, 1.0 / aspect]])
    return np.concatenate([rotate @ skew * size_px, np.zeros((2, 1))], axis=1)


Symbols = list[tuple[str, list[np.ndarray]]]


def bent(rng: np.random.Generator, lines: list[np.ndarray], freedom: float) -> list[np.ndarray]:
    """A symbol a little turned, slanted and stretched about its own middle, its lines bent by a slow wave."""
    every = np.concatenate(lines)
    middle = (every.min(0) + every.max(0)) / 2
    size = max(float(np.ptp(every, axis=0).max()), 1e-6)
    angle, slant, stretch = rng.normal(0.0, [0.06, 0.09, 0.07]) * freedom
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.array([[np.exp(stretch), slant], [0.0, np.exp(-stretch)]])
    height, phase = rng.uniform(0.0, 0.05, size=2) * size * freedom, rng.uniform(0.0, 2 * np.pi, size=2)
    waves = rng.uniform(0.5, 1.5, size=2) * 2 * np.pi / size
    centred = [line - middle for line in lines]
    return [(line + np.sin(line[:, ::-1] * waves + phase) * height) @ matrix.T + middle for line in centred]


def in_another_hand(rng: np.random.Generator, symbols: Symbols) -> Symbols:
    """The formula as somebody else might have written it, each symbol bent a little. Roots and bars hardly move, since others
    stand on them."""
    return [(label, bent(rng, lines, 0.2 if label in ("\\sqrt", "-") else 1.0)) for label, lines in symbols]


def in_perspective(rng: np.random.Generator, symbols: Symbols) -> Symbols:
    """The formula as a camera sees it that is not quite above the page: one side up to a fifth larger than the other.
    Straight lines stay straight, so moving the points is enough."""
    every = np.concatenate([line for _, lines in symbols for line in lines])
    low, high = every.min(0), every.max(0)
    middle = (low + high) / 2
    tilt = rng.uniform(-0.09, 0.09, size=2) * np.array([1.0, 0.5]) / np.maximum((high - low) / 2, 1.0)

    def project(points: np.ndarray) -> np.ndarray:
        centred = points - middle
        return centred / (1.0 + centred @ tilt)[:, None] + middle

    return [(label, [project(line) for line in lines]) for label, lines in symbols]


def to_fixed(points: np.ndarray) -> np.ndarray:
    return np.round((points - 0.5) * ONE).astype(np.int32).reshape(-1, 1, 2)


def draw_strokes(canvas: np.ndarray, polylines: list[np.ndarray], pen: float, ink: int) -> None:
    """Draws polylines with round ends; a pen width between whole pixels by drawing larger and averaging is too slow, so
    the width is rounded at random by the caller."""
    thickness = max(1, int(round(pen)))
    for line in polylines:
        fixed = to_fixed(line)
        if len(line) == 1 or float(np.ptp(line, axis=0).max()) < 0.5:
            centre = fixed.mean(0).astype(np.int32)[0]
            cv2.circle(canvas, (int(centre[0]), int(centre[1])), int(max(pen, 2) * ONE / 2), ink, -1, cv2.LINE_AA, SHIFT)
        else:
            cv2.polylines(canvas, [fixed], False, ink, thickness, cv2.LINE_AA, SHIFT)


def draw_outlines(canvas: np.ndarray, outlines: list[np.ndarray], ink: int) -> None:
    cv2.fillPoly(canvas, [to_fixed(o) for o in outlines], ink, cv2.LINE_AA, SHIFT)


def extent(polylines: list[np.ndarray], grow: float) -> tuple[float, float, float, float]:
    points = np.concatenate(polylines)
    low, high = points.min(0) - grow, points.max(0) + grow
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
