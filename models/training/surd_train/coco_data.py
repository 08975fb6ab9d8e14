"""Reads a COCO export of the app as training images."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .evaluation import Rendered
from .preprocess import to_grayscale


@dataclass
class CocoImage:
    path: Path
    boxes: np.ndarray  # (n, 4) corner boxes
    names: list[str]


def read_coco(annotations: Path, images: Path) -> list[CocoImage]:
    """Images with their boxes; those without any box are kept, since nothing is to be found there."""
    dataset = json.loads(annotations.read_text(encoding="utf-8"))
    names = {category["id"]: category["name"] for category in dataset["categories"]}
    by_image: dict[int, list[dict]] = {image["id"]: [] for image in dataset["images"]}
    for annotation in dataset["annotations"]:
        if not annotation.get("iscrowd", 0):
            by_image[annotation["image_id"]].append(annotation)
    out = []
    for image in dataset["images"]:
        found = by_image[image["id"]]
        boxes = [(x, y, x + w, y + h) for x, y, w, h in (a["bbox"] for a in found)]
        out.append(
            CocoImage(
                path=images / image["file_name"],
                boxes=np.asarray(boxes, np.float32).reshape(-1, 4),
                names=[names[a["category_id"]] for a in found],
            )
        )
    return out


def read_gray(path: Path) -> np.ndarray:
    """Upright gray pixels by the app's formula; transparency lies on white."""
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
    if pixels is None:
        raise FileNotFoundError(f"{path} is not an image that can be read")
    return to_grayscale(pixels)


def unknown_names(images: Iterable[CocoImage], labels: list[str]) -> list[str]:
    return sorted({name for image in images for name in image.names} - set(labels))


def write_coco(items: list[Rendered], labels: list[str], out: Path) -> Path:
    """Writes images and `instances.json` as the app's export does: for trying the loop without the app."""
    (out / "images").mkdir(parents=True, exist_ok=True)
    images, annotations = [], []
    for number, item in enumerate(items, start=1):
        name = f"{number:06d}.png"
        cv2.imwrite(str(out / "images" / name), item.image)
        height, width = item.image.shape
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        for (x0, y0, x1, y1), label in zip(item.boxes.tolist(), item.labels.tolist(), strict=True):
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": number,
                    "category_id": label,
                    "bbox": [x0, y0, x1 - x0, y1 - y0],
                    "area": (x1 - x0) * (y1 - y0),
                    "iscrowd": 0,
                }
            )
    categories = [{"id": k, "name": name} for k, name in enumerate(labels, start=1)]
    path = out / "instances.json"
    path.write_text(json.dumps({"images": images, "annotations": annotations, "categories": categories}), encoding="utf-8")
    return path
