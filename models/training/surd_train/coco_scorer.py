"""The same figure by pycocotools: a scorer that is not ours."""

from __future__ import annotations

import contextlib
import io

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from .evaluation import Detections, Rendered


def xywh(box: np.ndarray) -> list[float]:
    x0, y0, x1, y1 = (float(v) for v in box)
    return [x0, y0, x1 - x0, y1 - y0]


def coco_map50(results: list[tuple[Detections, Rendered]], most: int = 1000) -> float:
    """Mean over the labels that occur of the AP at IoU 0.5."""
    annotations, predictions = [], []
    for image_id, ((boxes, scores, labels), truth) in enumerate(results, start=1):
        for box, label in zip(truth.boxes, truth.labels, strict=True):
            x, y, w, h = xywh(box)
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": image_id,
                    "category_id": int(label),
                    "bbox": [x, y, w, h],
                    "area": w * h,
                    "iscrowd": 0,
                }
            )
        for box, score, label in zip(boxes, scores, labels, strict=True):
            predictions.append(
                {"image_id": image_id, "category_id": int(label), "bbox": xywh(box), "score": float(score)}
            )
    categories = sorted({a["category_id"] for a in annotations} | {p["category_id"] for p in predictions})
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            "images": [{"id": i + 1} for i in range(len(results))],
            "annotations": annotations,
            "categories": [{"id": c, "name": str(c)} for c in categories],
        }
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(predictions), "bbox")
        evaluation.params.iouThrs = np.array([0.5])
        evaluation.params.maxDets = [most]
        evaluation.params.areaRng = [[0, 1e10]]
        evaluation.params.areaRngLbl = ["all"]
        evaluation.evaluate()
        evaluation.accumulate()
    precision = evaluation.eval["precision"]  # IoU, recall, category, area, detections
    per_label = [values[values > -1].mean() for values in precision[0, :, :, 0, 0].T if (values > -1).any()]
    return float(np.mean(per_label))
