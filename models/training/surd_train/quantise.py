"""Statically quantises an exported float32 detector to 8 bits (QDQ), calibrated on training images.

`python -m surd_train.quantise --model ../mobilenetFpn-f32.json` writes `../mobilenetFpn-u8.onnx` and its manifest.
Convolutions and fully connected layers are quantised, weights by channel; the arithmetic of boxes stays in float32.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from .architectures import ARCHITECTURES
from .crohme import read_expressions
from .evaluation import render_expression
from .export import read_labels, write_manifest
from .preprocess import preprocess
from .runtime import read_manifest, resize_spec


class TrainingImages(CalibrationDataReader):
    """Inputs of the network from training expressions, every third like a photograph."""

    def __init__(self, data: Path, count: int, manifest: dict):
        self.name = manifest["input"]["name"]
        self.inputs = self._make(data, count, manifest)

    @staticmethod
    def _make(data: Path, count: int, manifest: dict) -> Iterator[np.ndarray]:
        index = {label: i + 1 for i, label in enumerate(manifest["labels"])}
        expressions = read_expressions(data / "train.jsonl.gz")
        chosen = np.random.default_rng(7).choice(len(expressions), count, replace=False)
        for k, number in enumerate(chosen):
            image = render_expression(expressions[number], index, int(number), photo=k % 3 == 2).image
            yield preprocess(image, resize_spec(manifest))[0]

    def get_next(self) -> dict[str, np.ndarray] | None:
        tensor = next(self.inputs, None)
        return None if tensor is None else {self.name: tensor}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", type=Path, required=True, help="the float32 manifest")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--images", type=int, default=300)
    arguments.add_argument("--float-outputs", action="store_true", help="leaves the last layer of each head in float32")
    options = arguments.parse_args()
    manifest = read_manifest(options.model)
    source = options.model.parent / manifest["file"]
    out = source.with_name(source.name.replace("-f32", "-u8"))
    excluded = []
    if options.float_outputs:
        heads = ("rpn_score", "rpn_delta", "score.weight", "delta.weight")
        excluded = [
            node.name for node in onnx.load(source).graph.node if any(i.startswith(heads) for i in node.input)
        ]
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            out,
            TrainingImages(options.data, options.images, manifest),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Gemm"],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            nodes_to_exclude=excluded,
        )
    write_manifest(
        out,
        architecture=ARCHITECTURES[manifest["architecture"]],
        precision="uint8",
        parameters=manifest["parameters"],
        labels=read_labels(),
        threshold=manifest["scoreThreshold"],
    )
    print(f"{out.name}: {out.stat().st_size / 1e6:.2f} MB, {len(onnx.load(out).graph.node)} nodes")


if __name__ == "__main__":
    main()
