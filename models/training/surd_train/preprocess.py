"""The resize rule and the network's input, number for number as in the app's `shared/detection/`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .normalise import MEAN, STD

MAX_ESTIMATE_PIXELS = 1_500_000
MIN_COMPONENT_AREA = 10
MIN_COMPONENT_SIDE = 4
MAX_SPAN = 0.8
MIN_ASPECT = 0.2
DARKER_THAN_MEAN = 0.86
DARKER_BY_LEVELS = 14
DARKEST_PERCENT = 98
DARK_PAPER = 110


@dataclass(frozen=True)
class ResizeSpec:
    target_symbol_px: float = 42.0
    min_scale: float = 0.05
    max_scale: float = 4.0
    keep_within: float = 1.15
    multiple_of: int = 32
    max_pixels: int = 3_000_000


def to_grayscale(rgb: np.ndarray) -> np.ndarray:
    r, g, b = (rgb[..., k].astype(np.int64) for k in range(3))
    return ((299 * r + 587 * g + 114 * b + 500) // 1000).astype(np.uint8)


def median_gray(gray: np.ndarray) -> int:
    counts = np.cumsum(np.bincount(gray.ravel(), minlength=256))
    return int(np.searchsorted(counts, (gray.size + 1) // 2))


def shrink_by_mean(gray: np.ndarray, factor: int) -> np.ndarray:
    rows, columns = gray.shape[0] // factor, gray.shape[1] // factor
    cut = gray[: rows * factor, : columns * factor].astype(np.int64)
    return (cut.reshape(rows, factor, columns, factor).sum((1, 3)) // (factor * factor)).astype(np.uint8)


def binarise(gray: np.ndarray, radius: int) -> np.ndarray:
    height, width = gray.shape
    integral = np.zeros((height + 1, width + 1), np.float64)
    integral[1:, 1:] = gray.astype(np.float64).cumsum(0).cumsum(1)
    top = np.maximum(0, np.arange(height) - radius)
    bottom = np.minimum(height, np.arange(height) + radius + 1)
    left = np.maximum(0, np.arange(width) - radius)
    right = np.minimum(width, np.arange(width) + radius + 1)
    total = integral[bottom][:, right] - integral[top][:, right] - integral[bottom][:, left] + integral[top][:, left]
    mean = total / ((bottom - top)[:, None] * (right - left)[None, :])
    ink = (gray < mean * DARKER_THAN_MEAN) & (gray < mean - DARKER_BY_LEVELS)
    contrast = np.zeros(gray.shape, np.int64)
    contrast[ink] = np.floor((mean[ink] - gray[ink]) / mean[ink] * 256).astype(np.int64)
    counts = np.cumsum(np.bincount(contrast[ink], minlength=257))
    darkest = int(np.searchsorted(counts * 100, counts[-1] * DARKEST_PERCENT))
    return (ink & (contrast * 2 >= darkest)).astype(np.uint8)


def estimate_symbol_size(gray: np.ndarray) -> float | None:
    full_height, full_width = gray.shape
    factor = max(1, math.ceil(math.sqrt(gray.size / MAX_ESTIMATE_PIXELS)))
    small = gray if factor == 1 else shrink_by_mean(gray, min(factor, full_width, full_height))
    height, width = small.shape
    radius = max(12, min(width, height) // 5)
    count, _, stats, _ = cv2.connectedComponentsWithStats(binarise(small, radius), connectivity=8)
    sides, fallback = [], []
    for _, _, w, h, area in stats[1:count]:
        longer, shorter = max(w, h), min(w, h)
        if area < MIN_COMPONENT_AREA or longer < MIN_COMPONENT_SIDE:
            continue
        fallback.append(int(longer))
        if shorter < MIN_ASPECT * longer:
            continue
        if (w > MAX_SPAN * width or h > MAX_SPAN * height) and area < 0.12 * w * h:
            continue
        sides.append(int(longer))
    chosen = sorted(sides or fallback)
    if not chosen:
        return None
    total = 0.0
    for value in chosen:
        total += math.sqrt(value)
    reached = 0.0
    for value in chosen:
        reached += math.sqrt(value)
        if reached * 2 >= total:
            return value * (full_width / width)
    return None


def scale_for(width: int, height: int, symbol_size: float | None, rule: ResizeSpec) -> float:
    scale = 1.0
    if symbol_size is not None:
        scale = min(rule.max_scale, max(rule.min_scale, rule.target_symbol_px / symbol_size))
        if 1 / rule.keep_within < scale < rule.keep_within:
            scale = 1.0
    return min(scale, math.sqrt(rule.max_pixels / (width * height)))


def triangle_matrix(source: int, target: int) -> np.ndarray:
    """(target, source) weights of the anti-aliasing triangle filter."""
    step = source / target
    support = max(1.0, step)
    weights = np.zeros((target, source))
    for i in range(target):
        centre = (i + 0.5) * step
        start = max(0, math.floor(centre - support + 0.5))
        end = min(source, math.floor(centre + support + 0.5))
        row = np.maximum(0.0, 1 - np.abs((np.arange(start, end) + 0.5 - centre) / support))
        weights[i, start:end] = row / row.sum()
    return weights


def round_half_up(value: float) -> int:
    return math.floor(value + 0.5)


def preprocess(gray: np.ndarray, rule: ResizeSpec = ResizeSpec()) -> tuple[np.ndarray, float, float]:
    """uint8 gray (H, W) to float32 (1, 1, H', W') and the scales along x and y."""
    paper = median_gray(gray)
    if paper < DARK_PAPER:
        gray = 255 - gray
        paper = 255 - paper
    full_height, full_width = gray.shape
    scale = scale_for(full_width, full_height, estimate_symbol_size(gray), rule)
    width, height = max(1, round_half_up(full_width * scale)), max(1, round_half_up(full_height * scale))
    levels = gray.astype(np.float64)
    if scale != 1.0:
        levels = triangle_matrix(full_height, height) @ (levels @ triangle_matrix(full_width, width).T)
    padded_height = math.ceil(height / rule.multiple_of) * rule.multiple_of
    padded_width = math.ceil(width / rule.multiple_of) * rule.multiple_of
    tensor = np.full((padded_height, padded_width), paper, np.float64)
    tensor[:height, :width] = levels
    tensor = ((tensor * (1 / 255) - MEAN) / STD).astype(np.float32)
    return tensor[None, None], width / full_width, height / full_height
