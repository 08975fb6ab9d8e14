"""Trains a shipped detector further on a COCO export of the app.

`python -m surd_train.finetune --model ../mobilenetFpn-f16.json --coco EXPORT/annotations.json
--out .cache/mine` writes `mobilenetFpn-mine-f16.onnx` with its manifest, ready to be added in the app.

Half of each step's images are canvases of the first training, where its data is at hand: without them the detector would
forget what the export does not show.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch

from .architectures import ARCHITECTURES, Detector
from .canvas import CanvasConfig, CanvasMaker, formula_of
from .coco_data import CocoImage, read_coco, read_gray, unknown_names
from .crohme import read_expressions
from .export import export
from .from_onnx import load_detector
from .losses import detector_loss
from .mixed_precision import mixed_precision
from .normalise import MEAN, STD
from .preprocess import ResizeSpec, preprocess
from .runtime import read_manifest, resize_spec


def prepared(image: CocoImage, index: dict[str, int], rule: ResizeSpec, rng: np.random.Generator) -> tuple:
    """The network's input of one image, its size, light and sharpness varied a little, with boxes and labels in it."""
    gray = read_gray(image.path)
    factor = float(np.exp(rng.uniform(-0.2, 0.2)))
    # Varied in the rule, not in the image: the rule would undo it.
    varied = replace(rule, target_symbol_px=rule.target_symbol_px * factor, keep_within=1.0)
    tensor, scale_x, scale_y = preprocess(gray, varied)
    tensor = (tensor * STD + MEAN) * rng.uniform(0.85, 1.0)
    if rng.random() < 0.3:
        tensor[0, 0] = cv2.GaussianBlur(tensor[0, 0], (0, 0), float(rng.uniform(0.3, 0.8)))
    if rng.random() < 0.3:
        tensor = tensor + rng.standard_normal(tensor.shape, dtype=np.float32) * rng.uniform(0.005, 0.02)
    boxes = image.boxes * np.array([scale_x, scale_y, scale_x, scale_y], np.float32)
    labels = np.array([index[name] for name in image.names], np.int64)
    normalised = ((np.clip(tensor, 0, 1) - MEAN) / STD).astype(np.float32)
    return torch.from_numpy(normalised), torch.from_numpy(boxes), torch.from_numpy(labels)


def replayed(maker: CanvasMaker, rng: np.random.Generator) -> tuple:
    canvas = maker.make(rng)
    image = (torch.from_numpy(canvas.image).float() / 255 - MEAN) / STD
    return image[None, None], torch.from_numpy(canvas.boxes), torch.from_numpy(canvas.labels)


def finetune(
    model: Detector,
    images: list[CocoImage],
    labels: list[str],
    rule: ResizeSpec,
    maker: CanvasMaker | None,
    steps: int,
    rate: float,
    seed: int,
    per_step: int = 2,
) -> None:
    """In place. Batch normalisation stays as it is: it was folded into the shipped weights."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    index = {label: i + 1 for i, label in enumerate(labels)}
    usable = [image for image in images if len(image.boxes)]
    normalisations = {id(p) for m in model.modules() if isinstance(m, torch.nn.BatchNorm2d) for p in (m.weight,)}
    trained = [p for p in model.parameters() if id(p) not in normalisations]
    optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    order: list[int] = []
    started = time.monotonic()
    shown = 0.0
    for step in range(steps):
        for group in optimiser.param_groups:
            warm = min(1.0, (step + 1) / 20)
            group["lr"] = rate * warm * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        optimiser.zero_grad()
        total = 0.0
        batch = []
        for _ in range(per_step):
            if not order:
                order = rng.permutation(len(usable)).tolist()
            batch.append(prepared(usable[order.pop()], index, rule, rng))
            if maker is not None:
                batch.append(replayed(maker, rng))
        for image, boxes, targets in batch:
            with mixed_precision():
                losses = detector_loss(model, image, [boxes], [targets])
            loss = sum(losses.values()) / len(batch)
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(trained, 10.0)
        optimiser.step()
        shown = total if step == 0 else shown * 0.95 + total * 0.05
        if (step + 1) % 25 == 0:
            print(f"step {step + 1} of {steps}, {(time.monotonic() - started) / 60:.1f} min, loss {shown:.3f}", flush=True)


def make_replay(data: Path, labels: list[str]) -> CanvasMaker | None:
    if not (data / "train.jsonl.gz").exists():
        print(f"{data} is not there: trained on the export alone")
        return None
    handwriting = [formula_of(e) for e in read_expressions(data / "train.jsonl.gz")]
    return CanvasMaker(handwriting, [], {label: i + 1 for i, label in enumerate(labels)}, CanvasConfig())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", type=Path, required=True, help="the manifest to start from, float16 or float32")
    arguments.add_argument("--coco", type=Path, required=True, help="annotations.json of the export")
    arguments.add_argument("--images", type=Path, help="what file_name is relative to; by default images/ beside the file")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--name", default="mine")
    arguments.add_argument("--steps", type=int, default=300)
    arguments.add_argument("--rate", type=float, default=2e-4)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    manifest = read_manifest(options.model)
    labels = manifest["labels"]
    beside = options.coco.parent / "images"
    folder = options.images or (beside if beside.is_dir() else options.coco.parent)
    images = read_coco(options.coco, folder)
    unknown = unknown_names(images, labels)
    if unknown:
        raise SystemExit(f"labels that the model does not know: {' '.join(unknown)}")
    model = load_detector(options.model)
    maker = make_replay(options.data, labels)
    finetune(model, images, labels, resize_spec(manifest), maker, options.steps, options.rate, options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    architecture = ARCHITECTURES[manifest["architecture"]]
    export(model.eval(), architecture, options.out, "float16", manifest["scoreThreshold"], f"mobilenetFpn-{options.name}")


if __name__ == "__main__":
    main()
