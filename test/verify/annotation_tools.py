"""Reads exports with what annotation tools themselves read by: CVAT's library datumaro, and Label Studio's SDK."""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path

Boxes = dict[str, list[tuple[str, float, float, float, float]]]


def datumaro(root: Path, kind: str, images: str) -> Boxes:
    """Items are named by their path without its extension; all golden images are PNG."""
    from datumaro.components.annotation import AnnotationType
    from datumaro.components.dataset import Dataset

    logging.disable(logging.CRITICAL)
    data = Dataset.import_from(str(root), kind)
    labels = data.categories()[AnnotationType.label]
    out: Boxes = {}
    for item in data:
        path = Path(item.media.path)
        boxes = [one for one in item.annotations if one.type == AnnotationType.bbox]
        boxes.sort(key=lambda one: one.id)
        out[path.relative_to(root / images).as_posix()] = [
            (labels[one.label].name, one.x, one.y, one.w, one.h) for one in boxes
        ]
    return out


def cvat_datumaro(root: Path) -> tuple[Boxes, dict]:
    return datumaro(root, "cvat", "images"), {}


def coco_datumaro(root: Path) -> tuple[Boxes, dict]:
    """It wants the file in a folder `annotations`, which CVAT makes of one that is uploaded alone."""
    with tempfile.TemporaryDirectory() as folder:
        placed = Path(folder)
        (placed / "annotations").mkdir()
        (placed / "annotations" / "instances_default.json").symlink_to(root / "annotations.json")
        (placed / "images").symlink_to(root / "images")
        return datumaro(placed, "coco_instances", "images"), {}


def label_studio_sdk(root: Path) -> tuple[Boxes, dict]:
    """Checks tasks against the labelling configuration, and makes COCO of them, as its own export does."""
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    logging.disable(logging.CRITICAL)
    config = (root / "label_config.xml").read_text(encoding="utf-8")
    tasks = json.loads((root / "tasks.json").read_text(encoding="utf-8"))
    interface = LabelInterface(config)
    interface.validate()
    refused = [
        task["data"]["image"]
        for task in tasks
        for annotation in task["annotations"]
        if not interface.validate_annotation(annotation)
    ]
    assert not refused, f"annotations do not fit the configuration: {refused}"
    with tempfile.TemporaryDirectory() as folder:
        converter = Converter(config, str(root), download_resources=False)
        converter.convert_to_coco(str(root / "tasks.json"), folder, is_dir=False)
        made = json.loads((Path(folder) / "result.json").read_text(encoding="utf-8"))
    names = {one["id"]: one["name"] for one in made["categories"]}
    # It gives images names of its own, in the order of the tasks.
    assert len(made["images"]) == len(tasks)
    files = {one["id"]: task["data"]["image"] for one, task in zip(made["images"], tasks)}
    out: Boxes = {name: [] for name in files.values()}
    for one in made["annotations"]:
        out[files[one["image_id"]]].append((names[one["category_id"]], *one["bbox"]))
    return out, {"labels": len(names)}
