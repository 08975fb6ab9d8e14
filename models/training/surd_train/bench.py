"""Latency of a model in Python's onnxruntime, as JSON: for `npm run bench:detector`, which feeds both the same tensor."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy as np

from .runtime import OnnxDetector


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True, help="a manifest")
    arguments.add_argument("--tensor", type=Path, required=True, help="raw float32")
    arguments.add_argument("--height", type=int, required=True)
    arguments.add_argument("--width", type=int, required=True)
    arguments.add_argument("--runs", type=int, default=30)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    detector = OnnxDetector(options.model, options.threads)
    tensor = np.fromfile(options.tensor, np.float32).reshape(1, 1, options.height, options.width)
    for _ in range(3):
        detector.run(tensor)
    times = []
    for _ in range(options.runs):
        started = time.perf_counter()
        detector.run(tensor)
        times.append((time.perf_counter() - started) * 1000)
    print(json.dumps({"median": statistics.median(times), "runs": options.runs}))


if __name__ == "__main__":
    main()
