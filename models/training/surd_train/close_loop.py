"""Shows whether corrections help: formulas that the model fails on become its training data.

Takes up to `--images` formulas of `valid` that the model reads with at least one error, writes them with their true boxes
as the app exports corrected images, fine-tunes on that, and prints the figures before and after on the formulas of `valid`
that were not taken.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .architectures import ARCHITECTURES
from .coco_data import read_coco, write_coco
from .evaluation import count_matches, figures, suppress
from .export import export
from .finetune import finetune, make_replay
from .from_onnx import load_detector
from .report import HEADER, detect_all, row
from .runtime import OnnxDetector
from .testsets import make_set


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True, help="a manifest, float16 or float32")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--out", type=Path, default=Path(".cache/loop"))
    arguments.add_argument("--images", type=int, default=200)
    arguments.add_argument("--steps", type=int, default=300)
    arguments.add_argument("--rate", type=float, default=2e-4)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    detector = OnnxDetector(options.model, options.threads)
    manifest = detector.manifest
    labels, threshold = manifest["labels"], manifest["scoreThreshold"]
    every = make_set("clean", options.data, Path(), labels)
    results = detect_all(detector, every)
    wrong = [k for k, (found, truth) in enumerate(results) if sum(count_matches(suppress(found), truth, threshold)[1:])]
    # Spread over the set, not its first ones: neighbours are by one writer.
    count = min(options.images, len(wrong))
    taken = {wrong[k * len(wrong) // count] for k in range(count)}
    rest = [k for k in range(len(every)) if k not in taken]
    print(f"{len(wrong)} of {len(every)} formulas with an error, {len(taken)} of them corrected, {len(rest)} left to test on")

    coco = write_coco([every[k] for k in sorted(taken)], labels, options.out)
    model = load_detector(options.model)
    maker = make_replay(options.data, labels)
    images = read_coco(coco, options.out / "images")
    finetune(model, images, labels, detector.rule, maker, options.steps, options.rate, seed=1)
    architecture = ARCHITECTURES[detector.manifest["architecture"]]
    export(model.eval(), architecture, options.out, "float16", threshold, "mobilenetFpn-loop")

    after = OnnxDetector(options.out / "mobilenetFpn-loop-f16.json", options.threads)
    again = detect_all(after, [every[k] for k in rest])
    print(HEADER)
    print(row("rest, before", len(rest), figures([results[k] for k in rest], threshold)))
    print(row("rest, after", len(rest), figures(again, threshold)))


if __name__ == "__main__":
    main()
