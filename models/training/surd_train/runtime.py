"""Runs an exported detector with onnxruntime the way the app does: resize rule, network, boxes back in the image."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime

from .evaluation import Detections
from .preprocess import ResizeSpec, preprocess


def read_manifest(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def resize_spec(manifest: dict) -> ResizeSpec:
    rule = manifest["resize"]
    return ResizeSpec(
        rule["targetSymbolPx"], rule["minScale"], rule["maxScale"], rule["keepWithin"], rule["multipleOf"], rule["maxPixels"]
    )


class OnnxDetector:
    """A model by its manifest. Calling it with gray uint8 pixels gives corner boxes in their frame, scores, labels."""

    def __init__(self, manifest_path: Path, threads: int = 2):
        self.manifest = read_manifest(manifest_path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(manifest_path.parent / self.manifest["file"]), options, providers=["CPUExecutionProvider"]
        )
        self.rule = resize_spec(self.manifest)
        outputs = self.manifest["outputs"]
        self.outputs = [outputs["boxes"], outputs["scores"], outputs["labels"]]

    def run(self, tensor: np.ndarray) -> Detections:
        boxes, scores, labels = self.session.run(self.outputs, {self.manifest["input"]["name"]: tensor})
        return boxes, scores, labels

    def __call__(self, gray: np.ndarray) -> Detections:
        tensor, scale_x, scale_y = preprocess(gray, self.rule)
        boxes, scores, labels = self.run(tensor)
        height, width = gray.shape
        boxes = boxes / np.array([scale_x, scale_y, scale_x, scale_y], np.float32)
        boxes = np.minimum(np.maximum(boxes, 0), np.array([width, height, width, height], np.float32))
        whole = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
        return boxes[whole], scores[whole], labels[whole]
