"""Makes `test/fixtures/detection/`: small pictures with what Python computes from them, for the app's tests.

The pictures are drawn with OpenCV's built-in Hershey letters (public domain), not from CROHME, whose pictures stay out of
the repository. `python -m surd_train.fixtures --model ../mobilenetFpn-f32.json --out ../../test/fixtures/detection`
"""

from __future__ import annotations

import argparse
import base64
import json
import zlib
from pathlib import Path

import cv2
import numpy as np
import torch

from .from_onnx import load_detector
from .photo import photograph
from .preprocess import preprocess, to_grayscale
from .runtime import read_manifest, resize_spec

TEXTS = ("x+2=3y", "a(b-c)=7", "2x/9", "n!>k", "f(0)=1", "8.5+4", "A,B,C", "p|q", "i<j<k", "[m,n]", "7-z", "(3)", "e", "-")


def pack(array: np.ndarray) -> str:
    return base64.b64encode(zlib.compress(np.ascontiguousarray(array).tobytes(), 9)).decode("ascii")


def written(rng: np.random.Generator, text: str, size: float, height: int, width: int) -> np.ndarray:
    """Letters of about `size` px on white."""
    canvas = np.full((height, width), 255, np.uint8)
    faces = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)
    face = faces[int(rng.integers(len(faces)))]
    pen = max(1, round(size * rng.uniform(0.04, 0.1)))
    cv2.putText(canvas, text, (int(size * 0.4), int(height * 0.7)), face, size / 22, 0, pen, cv2.LINE_AA)
    return canvas


def coloured(gray: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ink and paper of a colour."""
    ink, paper = rng.integers(0, 90, 3), rng.integers(170, 256, 3)
    share = gray[..., None].astype(np.float64) / 255
    return np.round(ink + share * (paper - ink)).astype(np.uint8)


def preprocess_cases() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(11)
    small = written(rng, "x+2=3y", 14, 30, 96)
    usual = written(rng, "2x/9", 40, 72, 160)
    large = written(rng, "(3)", 110, 190, 300)
    photo = photograph(written(rng, "n!>k", 30, 64, 130), rng)
    gray = {"small": small, "usual": usual, "large": large, "photo": photo, "board": 255 - usual}
    cases = {name: np.repeat(image[..., None], 3, 2) for name, image in gray.items()}
    cases["coloured"] = coloured(written(rng, "a-c", 26, 50, 90), rng)
    cases["blank"] = np.full((20, 50, 3), 244, np.uint8)
    cases["one pixel"] = np.array([[[10, 200, 30]]], np.uint8)
    cases["strip"] = np.repeat(written(rng, "e", 20, 8, 1200)[..., None], 3, 2)
    return cases


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True, help="the float32 manifest")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    manifest = read_manifest(options.model)
    rule = resize_spec(manifest)
    cases = []
    for name, image in preprocess_cases().items():
        tensor, scale_x, scale_y = preprocess(to_grayscale(image), rule)
        height, width = image.shape[:2]
        cases.append(
            {"name": name, "width": width, "height": height, "rgb": pack(image), "dims": list(tensor.shape),
             "scaleX": scale_x, "scaleY": scale_y, "tensor": pack(tensor)}
        )  # fmt: skip
    shared = {key: manifest[key] for key in ("input", "resize")}
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "preprocess.json").write_text(json.dumps({**shared, "cases": cases}) + "\n", encoding="utf-8")

    model = load_detector(options.model)
    rng = np.random.default_rng(12)
    images = []
    for k in range(50):
        size = rng.uniform(22, 60)
        text = TEXTS[k % len(TEXTS)]
        image = written(rng, text, size, int(size * 2.2), int(size * (1 + 0.9 * len(text))))
        if k % 3 == 2:
            image = photograph(image, rng)
        tensor, _, _ = preprocess(image, rule)
        boxes, scores, labels = (value.numpy() for value in model.detect(torch.from_numpy(tensor)))
        images.append(
            {"width": image.shape[1], "height": image.shape[0], "gray": pack(image), "boxes": boxes.round(4).tolist(),
             "scores": scores.round(6).tolist(), "labels": labels.tolist()}
        )  # fmt: skip
    parity = {"model": manifest["id"], "sha256": manifest["sha256"], "images": images}
    (options.out / "parity.json").write_text(json.dumps(parity) + "\n", encoding="utf-8")
    print(f"{len(cases)} pictures with tensors, {len(images)} with boxes")


if __name__ == "__main__":
    main()
