"""Compares what the app detects with what this recipe does: `python -m surd_train.app_parity --model ../mobilenetFpn-f16.json`.

The images of a set are written as PNG files, `surd detect` reads them, and pycocotools scores its answer and the recipe's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

from .coco_scorer import coco_map50
from .evaluation import Detections, Rendered
from .runtime import OnnxDetector
from .testsets import SETS, make_set

ROOT = Path(__file__).parents[3]


def detections_of(coco: dict, label_index: dict[str, int]) -> dict[str, Detections]:
    """By the name of the file, the detections of a COCO object, best first as the recipe gives them."""
    names = {category["id"]: category["name"] for category in coco["categories"]}
    by_image: dict[int, list[dict]] = {image["id"]: [] for image in coco["images"]}
    for annotation in coco["annotations"]:
        by_image[annotation["image_id"]].append(annotation)
    found = {}
    for image in coco["images"]:
        rows = sorted(by_image[image["id"]], key=lambda row: -row["score"])
        boxes = np.array([row["bbox"] for row in rows], np.float32).reshape(-1, 4)
        boxes[:, 2:] += boxes[:, :2]
        scores = np.array([row["score"] for row in rows], np.float32)
        labels = np.array([label_index[names[row["category_id"]]] for row in rows], np.int64)
        found[Path(image["file_name"]).name] = (boxes, scores, labels)
    return found


def detect_with_app(images: list[Rendered], model: Path, score: float, label_index: dict[str, int]) -> list[Detections]:
    with tempfile.TemporaryDirectory() as folder:
        for place, item in enumerate(images):
            cv2.imwrite(f"{folder}/{place:05}.png", item.image)
        out = Path(folder) / "found.json"
        command = ["node", "electron/cli/surd.mjs", "detect", folder, "--model", str(model.resolve()), "--out", str(out)]
        subprocess.run([*command, "--score", str(score)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        found = detections_of(json.loads(out.read_text(encoding="utf-8")), label_index)
    return [found[f"{place:05}.png"] for place in range(len(images))]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", type=Path, required=True, help="a manifest")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--print", dest="printed", type=Path, default=Path(".cache/print-valid.jsonl.gz"))
    arguments.add_argument("--set", dest="name", choices=SETS, default="clean")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--score", type=float, default=0.05, help="detections below it are left out on both sides")
    options = arguments.parse_args()
    detector = OnnxDetector(options.model)
    names = detector.manifest["labels"]
    images = make_set(options.name, options.data, options.printed, names, options.every)
    recipe = []
    for item in images:
        boxes, scores, labels = detector(item.image)
        shown = scores >= options.score
        recipe.append((boxes[shown], scores[shown], labels[shown]))
    app = detect_with_app(images, options.model, options.score, {name: i + 1 for i, name in enumerate(names)})
    counts = [sum(len(found[1]) for found in side) for side in (recipe, app)]
    scored = [coco_map50(list(zip(side, images, strict=True))) for side in (recipe, app)]
    print(f"{len(images)} images of {options.name}: boxes {counts[0]} recipe, {counts[1]} app")
    print(f"mAP50 by pycocotools: {scored[0]:.4f} recipe, {scored[1]:.4f} app, difference {scored[1] - scored[0]:+.4f}")


if __name__ == "__main__":
    main()
