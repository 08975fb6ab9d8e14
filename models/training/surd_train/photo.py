"""Turns a clean canvas into something like a photograph: paper, light, lines, blur, noise, JPEG."""

from __future__ import annotations

import cv2
import numpy as np


def paper_lines(canvas: np.ndarray, rng: np.random.Generator) -> None:
    """Ruled or squared paper, lighter than ink."""
    height, width = canvas.shape
    step = int(rng.integers(22, 80))
    tone = int(rng.integers(150, 225))
    thickness = int(rng.integers(1, 3))
    layer = np.full_like(canvas, 255)
    tilt = rng.uniform(-0.02, 0.02)
    for y in range(int(rng.integers(0, step)), height + step, step):
        cv2.line(layer, (0, y), (width, int(y + tilt * width)), tone, thickness, cv2.LINE_AA)
    if rng.random() < 0.5:
        for x in range(int(rng.integers(0, step)), width + step, step):
            cv2.line(layer, (x, 0), (int(x - tilt * height), height), tone, thickness, cv2.LINE_AA)
    np.minimum(canvas, layer, out=canvas)


def uneven_light(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth field of light, with a shadow's edge now and then. Values about 0.5 to 1."""
    coarse = rng.uniform(0.72, 1.0, size=(3, 5)).astype(np.float32)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.3:
        x0 = rng.uniform(0, width)
        slope = rng.uniform(-1.5, 1.5)
        xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        edge = (xs - x0 - slope * ys) / rng.uniform(8, 60)
        if rng.random() < 0.5:
            edge = -edge
        field *= 1.0 - rng.uniform(0.15, 0.45) / (1.0 + np.exp(-np.clip(edge, -30, 30)))
    return field


def photograph(canvas: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """`canvas`: uint8 gray, ink dark on 255. Returns the same size, uint8."""
    height, width = canvas.shape
    if rng.random() < 0.45:
        paper_lines(canvas, rng)
    image = canvas.astype(np.float32)
    if rng.random() < 0.5:
        image = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.4, 1.5)))
    paper = rng.uniform(150, 255)
    darkest = rng.uniform(0, 70)
    image = darkest + image / 255.0 * (paper - darkest)
    image *= uneven_light(height, width, rng)
    if rng.random() < 0.7:
        image += rng.standard_normal((height, width), dtype=np.float32) * rng.uniform(1, 9)
    if rng.random() < 0.3:
        grain = rng.standard_normal((height // 3 + 1, width // 3 + 1), dtype=np.float32) * rng.uniform(1, 6)
        image += cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    out = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = int(rng.integers(30, 92))
        _, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])
        out = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    return out
