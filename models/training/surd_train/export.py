"""Writes the ONNX files and their manifests. `python -m surd_train.export --checkpoint .cache/run/last.pt --out ..`"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from .architectures import ARCHITECTURES, MAIN, Architecture, Detector
from .boxes import RAW_SCORE
from .detector_graph import build
from .multiply_adds import multiply_adds
from .normalise import MEAN, STD
from .preprocess import ResizeSpec

LICENCE = "CC-BY-NC-SA-3.0 (weights trained on CROHME: no commercial use, share alike, name the source)"
SUFFIX = {"float32": "f32", "float16": "f16", "uint8": "u8"}


def load_average(checkpoint: Path, architecture: Architecture) -> Detector:
    """The averaged weights of a training run, in evaluation mode."""
    model = architecture.make()
    model.load_state_dict(torch.load(checkpoint, map_location="cpu")["average"])
    return model.eval()


def read_labels() -> list[str]:
    return json.loads((Path(__file__).parent.parent / "labels.json").read_text(encoding="utf-8"))


def manifest(
    file: Path, architecture: Architecture, precision: str, parameters: int, labels: list[str], threshold: float
) -> dict[str, object]:
    """What the app reads beside the file; see `shared/detection/modelManifest.ts`."""
    rule = ResizeSpec()
    content = file.read_bytes()
    return {
        "schema": 1,
        "id": file.stem,
        "name": architecture.name,
        "architecture": architecture.id,
        "precision": precision,
        "file": file.name,
        "sizeBytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "licence": LICENCE,
        "parameters": parameters,
        "multiplyAdds": multiply_adds(architecture.make(), height=224, width=640),
        "labels": labels,
        "labelOffset": 1,
        "input": {
            "name": "image",
            "layout": "NCHW",
            "channels": "gray",
            "dtype": "float32",
            "scale": 1 / 255,
            "mean": MEAN,
            "std": STD,
        },
        "resize": {
            "rule": "inkScale",
            "targetSymbolPx": rule.target_symbol_px,
            "minScale": rule.min_scale,
            "maxScale": rule.max_scale,
            "keepWithin": rule.keep_within,
            "multipleOf": rule.multiple_of,
            "maxPixels": rule.max_pixels,
        },
        "outputs": {"boxes": "boxes", "scores": "scores", "labels": "labels"},
        "scoreThreshold": threshold,
        "rawScoreThreshold": RAW_SCORE,
    }


def write_manifest(file: Path, **entries: object) -> None:
    text = json.dumps(manifest(file, **entries), indent=2, ensure_ascii=False)  # type: ignore[arg-type]
    file.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def count_parameters(exported: onnx.ModelProto) -> int:
    """Trained numbers, batch normalisation folded; the small constants of the graph's arithmetic do not count."""
    return sum(int(np.prod(i.dims)) for i in exported.graph.initializer if not i.name.startswith("const/"))


def export(
    model: Detector, architecture: Architecture, out: Path, precision: str, threshold: float, stem: str | None = None
) -> Path:
    """Writes the ONNX file and its manifest; `stem` begins their names instead of the architecture's."""
    labels = read_labels()
    metadata = {"licence": LICENCE, "labels": json.dumps(labels, ensure_ascii=False)}
    exported = build(model, architecture.id.replace("-", "_"), precision == "float16", metadata)
    file = out / f"{stem or architecture.stem}-{SUFFIX[precision]}.onnx"
    onnx.save(exported, file)
    write_manifest(
        file,
        architecture=architecture,
        precision=precision,
        parameters=count_parameters(exported),
        labels=labels,
        threshold=threshold,
    )
    nodes = len(exported.graph.node)
    print(f"{file.name}: {file.stat().st_size / 1e6:.2f} MB, {nodes} nodes, {count_parameters(exported)} parameters")
    return file


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--checkpoint", type=Path, default=Path(".cache/run/last.pt"))
    arguments.add_argument("--architecture", choices=ARCHITECTURES, default=MAIN.id)
    arguments.add_argument("--out", type=Path, default=Path(".."))
    arguments.add_argument("--precision", choices=["float32", "float16"], action="append")
    arguments.add_argument("--threshold", type=float, required=True, help="score with the best F1 on validation data")
    options = arguments.parse_args()
    architecture = ARCHITECTURES[options.architecture]
    model = load_average(options.checkpoint, architecture)
    for precision in options.precision or ["float32", "float16"]:
        export(model, architecture, options.out, precision, options.threshold)


if __name__ == "__main__":
    main()
