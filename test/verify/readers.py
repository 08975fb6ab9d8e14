"""Reads exports with readers that are not Surd's own, and prints what they read as JSON, one line a reader."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from pathlib import Path

import annotation_tools as tools

warnings.simplefilter("ignore")

Boxes = dict[str, list[tuple[str, float, float, float, float]]]


def coco_pycocotools(root: Path) -> tuple[Boxes, dict]:
    with contextlib.redirect_stdout(io.StringIO()):
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval

        truth = COCO(str(root / "annotations.json"))
        annotations = truth.loadAnns(truth.getAnnIds())
        keys = ("image_id", "category_id", "bbox")
        found = truth.loadRes([{k: a[k] for k in keys} | {"score": 0.9} for a in annotations])
        run = COCOeval(truth, found, "bbox")
        run.params.maxDets = [1, 10, 2000]
        run.evaluate()
        run.accumulate()
        # summarize() prints for 100 detections; the mean over all is AP itself.
        precision = run.eval["precision"][:, :, :, 0, -1]
        ap = float(precision[precision > -1].mean())
    out: Boxes = {image["file_name"]: [] for image in truth.loadImgs(truth.getImgIds())}
    for image_id in truth.getImgIds():
        name = truth.loadImgs([image_id])[0]["file_name"]
        for a in truth.loadAnns(truth.getAnnIds(imgIds=[image_id])):
            out[name].append((truth.loadCats([a["category_id"]])[0]["name"], *a["bbox"]))
    return out, {"AP of the truth fed back": ap}


def coco_supervision(root: Path) -> tuple[Boxes, dict]:
    import supervision

    data = supervision.DetectionDataset.from_coco(str(root / "images"), str(root / "annotations.json"))
    return supervision_boxes(data, root / "images"), {}


def supervision_boxes(data, images: Path) -> Boxes:
    out: Boxes = {}
    for path in data.image_paths:
        detections = data.annotations[path]
        name = Path(path).relative_to(images).as_posix()
        out[name] = [
            (data.classes[int(label)], float(x1), float(y1), float(x2 - x1), float(y2 - y1))
            for (x1, y1, x2, y2), label in zip(detections.xyxy, detections.class_id)
        ]
    return out


def yolo_pyyaml(root: Path) -> tuple[Boxes, dict]:
    """data.yaml by PyYAML; the label files by the format's own description, sizes by the images themselves."""
    import yaml

    data = yaml.safe_load((root / "data.yaml").read_text(encoding="utf-8"))
    names = data["names"]
    assert all(isinstance(name, str) for name in names.values()), "a name is no text"
    out: Boxes = {}
    largest = 0.0
    for image in sorted((root / "images").rglob("*.png")):
        relative = image.relative_to(root / "images")
        label = root / "labels" / relative.with_suffix(".txt")
        width, height = png_size(image)
        rows = []
        for line in label.read_text(encoding="utf-8").splitlines():
            index, cx, cy, w, h = line.split()
            cx, cy, w, h = float(cx), float(cy), float(w), float(h)
            largest = max(largest, cx + w / 2, cy + h / 2, -(cx - w / 2) + 1, -(cy - h / 2) + 1)
            rows.append((names[int(index)], (cx - w / 2) * width, (cy - h / 2) * height, w * width, h * height))
        out[relative.as_posix()] = rows
    assert largest <= 1.0, f"a corner is outside: {largest}"
    return out, {"largest corner": largest}


def yolo_supervision(root: Path) -> tuple[Boxes, dict]:
    import supervision

    out: Boxes = {}
    for folder in sorted({path.parent for path in (root / "images").rglob("*.png")}):
        relative = folder.relative_to(root / "images")
        data = supervision.DetectionDataset.from_yolo(
            str(folder), str(root / "labels" / relative), str(root / "data.yaml")
        )
        out |= supervision_boxes(data, root / "images")
    return out, {}


def png_size(path: Path) -> tuple[int, int]:
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def voc_torchvision(root: Path) -> tuple[Boxes, dict]:
    """VOCDetection looks for .jpg alone, so its own parser is given the files of the list that it reads."""
    from xml.etree import ElementTree

    from torchvision.datasets import VOCDetection

    out: Boxes = {}
    for stem in (root / "ImageSets/Main/train.txt").read_text(encoding="utf-8").splitlines():
        tree = ElementTree.parse(root / "Annotations" / f"{stem}.xml")
        annotation = VOCDetection.parse_voc_xml(tree.getroot())["annotation"]
        out[annotation["filename"]] = [
            (o["name"], *voc_box(root, *(float(o["bndbox"][k]) for k in ("xmin", "ymin", "xmax", "ymax"))))
            for o in annotation.get("object", [])
        ]
    return out, {}


def voc_lxml(root: Path) -> tuple[Boxes, dict]:
    from lxml import etree

    out: Boxes = {}
    for path in sorted((root / "Annotations").rglob("*.xml")):
        tree = etree.parse(str(path))
        rows = []
        for o in tree.iterfind("object"):
            assert o.findtext("difficult") == "0"
            corners = (float(o.findtext(f"bndbox/{k}")) for k in ("xmin", "ymin", "xmax", "ymax"))
            rows.append((o.findtext("name"), *voc_box(root, *corners)))
        out[tree.findtext("filename")] = rows
    return out, {}


def voc_supervision(root: Path) -> tuple[Boxes, dict]:
    import supervision

    out: Boxes = {}
    for folder in sorted({path.parent for path in (root / "JPEGImages").rglob("*.png")}):
        relative = folder.relative_to(root / "JPEGImages")
        data = supervision.DetectionDataset.from_pascal_voc(str(folder), str(root / "Annotations" / relative))
        boxes = supervision_boxes(data, root / "JPEGImages")
        if not is_integer(root):
            # It takes every VOC for one that counts from 1.
            boxes = {k: [(n, x + 1, y + 1, w - 1, h - 1) for n, x, y, w, h in rows] for k, rows in boxes.items()}
        out |= boxes
    return out, {}


def is_integer(root: Path) -> bool:
    return "whole pixels" in (root / "README.txt").read_text(encoding="utf-8")


def voc_box(root: Path, xmin: float, ymin: float, xmax: float, ymax: float) -> tuple[float, ...]:
    if is_integer(root):
        return xmin - 1, ymin - 1, xmax - xmin + 1, ymax - ymin + 1
    return xmin, ymin, xmax - xmin, ymax - ymin


def labelme_labelme(root: Path) -> tuple[Boxes, dict]:
    import loguru

    loguru.logger.remove()
    from labelme._label_file import LabelFile

    out: Boxes = {}
    for path in sorted(root.rglob("*.json")):
        label = LabelFile(str(path))
        rows = []
        for shape in label.shapes:
            (x1, y1), (x2, y2) = shape["points"]
            assert shape["shape_type"] == "rectangle"
            rows.append((shape["label"], x1, y1, x2 - x1, y2 - y1))
        image = path.parent / getattr(label, "image_path", None) or label.imagePath
        assert image.exists(), image
        out[image.relative_to(root).as_posix()] = rows
    return out, {}


def cvat_lxml(root: Path) -> tuple[Boxes, dict]:
    from lxml import etree

    tree = etree.parse(str(root / "annotations.xml"))
    assert tree.findtext("version") == "1.1"
    labels = [label.findtext("name") for label in tree.iterfind("meta/task/labels/label")]
    out: Boxes = {}
    for image in tree.iterfind("image"):
        rows = []
        for box in image.iterfind("box"):
            assert box.get("label") in labels
            x1, y1, x2, y2 = (float(box.get(k)) for k in ("xtl", "ytl", "xbr", "ybr"))
            rows.append((box.get("label"), x1, y1, x2 - x1, y2 - y1))
        out[image.get("name")] = rows
    return out, {"labels": len(labels)}


def label_studio_json(root: Path) -> tuple[Boxes, dict]:
    out: Boxes = {}
    for task in json.loads((root / "tasks.json").read_text(encoding="utf-8")):
        rows = []
        for result in task["annotations"][0]["result"]:
            value, w, h = result["value"], result["original_width"], result["original_height"]
            label = value["rectanglelabels"][0]
            rows.append(
                (label, value["x"] * w / 100, value["y"] * h / 100, value["width"] * w / 100, value["height"] * h / 100)
            )
        out[task["data"]["image"]] = rows
    return out, {}


def jsonl_json(root: Path) -> tuple[Boxes, dict]:
    out: Boxes = {}
    for line in (root / "labels.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            rows = out.setdefault(row["image"], [])
            if row["label"] is not None:
                rows.append((row["label"], row["x"], row["y"], row["width"], row["height"]))
    return out, {}


def csv_csv(root: Path) -> tuple[Boxes, dict]:
    import csv

    out: Boxes = {}
    with (root / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows = out.setdefault(row["image"], [])
            if row["label"]:
                rows.append((row["label"], *(float(row[k]) for k in ("x", "y", "width", "height"))))
    return out, {}


def lg_lgeval(root: Path) -> tuple[Boxes, dict]:
    """Graphs by the rules of LgEval's lg.py, which is on no package index: lines by Python's csv, spaces around fields of
    no account, relations between objects that came before. It knows no boxes."""
    import csv

    out: Boxes = {}
    relations = 0
    for path in sorted((root / "lg").rglob("*.lg")):
        objects: dict[str, list[str]] = {}
        rows = []
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                cells = [cell.strip() for cell in row]
                if not cells or cells == [""] or cells[0].startswith("#"):
                    continue
                if cells[0] == "O":
                    _, name, label, weight, *primitives = cells
                    assert name not in objects and primitives and float(weight) == 1.0, row
                    objects[name] = primitives
                    rows.append((label.replace("COMMA", ","), 0, 0, 0, 0))
                elif cells[0] in ("R", "EO"):
                    _, parent, child, relation, weight = cells
                    assert relation in ("Right", "Above", "Below", "Sup", "Sub", "Inside"), row
                    assert float(weight) == 1.0 and not set(objects[parent]) & set(objects[child]), row
                    relations += 1
                else:
                    raise ValueError(f"{path.name}: no line of a label graph: {row}")
        out[path.relative_to(root / "lg").with_suffix(".png").as_posix()] = rows
    return out, {"relations": relations}


READERS = {
    "coco": {"pycocotools": coco_pycocotools, "supervision": coco_supervision, "datumaro": tools.coco_datumaro},
    "yolo": {"PyYAML": yolo_pyyaml, "supervision": yolo_supervision},
    "voc": {"torchvision": voc_torchvision, "lxml": voc_lxml, "supervision": voc_supervision},
    "voc-float": {"torchvision": voc_torchvision, "lxml": voc_lxml, "supervision": voc_supervision},
    "labelme": {"labelme": labelme_labelme},
    "cvat": {"lxml": cvat_lxml, "datumaro": tools.cvat_datumaro},
    "label-studio": {"json": label_studio_json, "label-studio-sdk": tools.label_studio_sdk},
    "jsonl": {"json": jsonl_json},
    "csv": {"csv": csv_csv},
    "lg": {"by LgEval's rule": lg_lgeval},
}


def main() -> None:
    root = Path(sys.argv[1])
    for name, readers in READERS.items():
        for reader, read in readers.items():
            answer: dict = {"format": name, "reader": reader}
            try:
                boxes, notes = read(root / name)
                answer |= {"boxes": boxes, "notes": notes}
            except ImportError as error:
                answer["missing"] = str(error)
            except Exception as error:  # noqa: BLE001 -- whatever a reader throws is its answer
                answer["error"] = f"{type(error).__name__}: {error}"
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
