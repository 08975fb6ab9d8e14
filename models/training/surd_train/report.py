"""Prints the figures of the model card for one exported model.

`python -m surd_train.report --model ../mobilenetFpn-f16.json` tests every set; `--set` picks some, `--every 5` takes one
image of five, `--labels` adds the table by label, `--confusions` what was read as what, `--coco` a second scorer.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .coco_scorer import coco_map50
from .evaluation import SHOWN_OVERLAP, Detections, Figures, Rendered, figures, overlaps, suppress
from .runtime import OnnxDetector
from .testsets import SETS, make_set

Results = list[tuple[Detections, Rendered]]


def detect_all(detect: Callable[[np.ndarray], Detections], images: list[Rendered]) -> Results:
    return [(detect(item.image), item) for item in images]


def row(name: str, count: int, found: Figures) -> str:
    return (
        f"{name:<22} {count:>5} {found.f1:>7.4f} {found.precision:>7.4f} {found.recall:>7.4f} {found.map50:>7.4f} "
        f"{found.weighted_ap50:>7.4f} {100 * found.exact:>6.1f}"
    )


HEADER = f"{'set':<22} {'imgs':>5} {'F1':>7} {'prec.':>7} {'recall':>7} {'mAP50':>7} {'wAP50':>7} {'exact%':>6}"


def confusions(results: Results, threshold: float, shown_overlap: float) -> Counter[tuple[int, int]]:
    """(truth, found) pairs; 0 stands for nothing there."""
    pairs: Counter[tuple[int, int]] = Counter()
    for found, truth in results:
        boxes, scores, labels = suppress(found, shown_overlap)
        shown = scores >= threshold
        boxes, labels = boxes[shown], labels[shown]
        overlap = overlaps(truth.boxes, boxes)
        taken = np.zeros(len(boxes), bool)
        left = []
        # Right ones first, so that a wrong neighbour cannot take their place.
        for i, label in enumerate(truth.labels):
            right = (overlap[i] >= 0.5) & ~taken & (labels == label) if len(boxes) else np.zeros(0, bool)
            if right.any():
                taken[int(np.argmax(np.where(right, overlap[i], -1)))] = True
            else:
                left.append(i)
        for i in left:
            near = np.where(~taken, overlap[i], -1) if len(boxes) else np.zeros(0)
            if len(near) and near.max() >= 0.5:
                taken[int(np.argmax(near))] = True
                pairs[(int(truth.labels[i]), int(labels[int(np.argmax(near))]))] += 1
            else:
                pairs[(int(truth.labels[i]), 0)] += 1
        for j in np.flatnonzero(~taken):
            pairs[(0, int(labels[j]))] += 1
    return pairs


def label_table(results: Results, found: Figures, names: list[str]) -> str:
    counts = Counter(int(label) for _, truth in results for label in truth.labels)
    lines = [f"{'label':<10} {'n':>5} {'AP50':>6}"]
    worst_first = sorted(found.ap50, key=lambda k: found.ap50[k])
    lines += [f"{names[k - 1]:<10} {counts[k]:>5} {found.ap50[k]:>6.3f}" for k in worst_first]
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", type=Path, required=True, help="a manifest")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--print", dest="printed", type=Path, default=Path(".cache/print-valid.jsonl.gz"))
    arguments.add_argument("--set", dest="sets", choices=SETS, action="append")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--threshold", type=float, help="without it the manifest's")
    arguments.add_argument("--choose-threshold", action="store_true", help="the score with the best F1 on the first set")
    arguments.add_argument("--overlap", type=float, default=SHOWN_OVERLAP, help="IoU above which the app shows one of two")
    arguments.add_argument("--labels", action="store_true")
    arguments.add_argument("--sources", action="store_true")
    arguments.add_argument("--confusions", type=int, default=0, metavar="N")
    arguments.add_argument("--coco", action="store_true", help="mAP50 by pycocotools, too")
    arguments.add_argument("--json", type=Path, help="writes the figures there")
    options = arguments.parse_args()
    detector = OnnxDetector(options.model, options.threads)
    names = detector.manifest["labels"]
    threshold = options.threshold or detector.manifest["scoreThreshold"]
    if options.choose_threshold:
        threshold = None
    print(HEADER)
    written: dict[str, dict[str, float]] = {}
    for name in options.sets or SETS:
        images = make_set(name, options.data, options.printed, names, options.every)
        results = detect_all(detector, images)
        found = figures(results, threshold, options.overlap)
        threshold = found.threshold
        print(row(name, len(images), found), flush=True)
        written[name] = {"images": len(images), "f1": found.f1, "map50": found.map50, "exact": found.exact}
        if options.sources:
            for source in sorted({item.source for item in images}):
                part = [pair for pair in results if pair[1].source == source]
                print(row(f"  {source}", len(part), figures(part, threshold, options.overlap)))
        if options.coco:
            second = coco_map50(results)
            written[name]["map50_pycocotools"] = second
            print(f"  mAP50 by pycocotools {second:.4f}, difference {second - found.map50:+.4f}")
        if options.labels:
            print(label_table(results, found, names))
        if options.confusions:
            for (truth, wrong), count in confusions(results, threshold, options.overlap).most_common(options.confusions):
                shown = [names[label - 1] if label else "(nothing)" for label in (truth, wrong)]
                print(f"  {count:>4}  {shown[0]} read as {shown[1]}")
    print(f"score threshold {threshold:.2f}")
    if options.json:
        options.json.write_text(json.dumps({"threshold": threshold, "sets": written}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
