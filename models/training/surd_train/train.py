"""Trains the detector. `python -m surd_train.train --config configs/mobilenet_fpn.json --minutes 100`

The schedule is in wall-clock time, since a CPU is shared: warm-up, then a cosine down to nothing at `--minutes`. Stopped,
it goes on from the last checkpoint with the time that was left. `--from ../mobilenetFpn-f16.json` starts from shipped weights.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .architectures import ARCHITECTURES, MAIN, PYRAMID, Detector
from .backbone import Backbone
from .canvas import CanvasConfig, CanvasMaker, formula_of
from .crohme import read_expressions
from .evaluation import evaluate, render_expression
from .from_onnx import lend_backbone, load_detector, restore_normalisation
from .losses import detector_loss
from .mixed_precision import mixed_precision
from .normalise import MEAN, STD, to_tensor
from .printed import read_printed
from .runtime import read_manifest

STRIP_SHARE = 0.3  # of the batches


class Canvases(IterableDataset):
    def __init__(self, maker: CanvasMaker, batch: int, seed: int):
        self.maker, self.batch, self.seed = maker, batch, seed

    def __iter__(self):
        info = get_worker_info()
        rng = np.random.default_rng([self.seed, info.id if info else 0, time.time_ns() % 2**31])
        while True:
            strip = rng.random() < STRIP_SHARE
            canvases = [self.maker.make(rng, strip) for _ in range(self.batch)]
            image = torch.from_numpy(np.stack([c.image for c in canvases])).unsqueeze(1)
            yield image, [torch.from_numpy(c.boxes) for c in canvases], [torch.from_numpy(c.labels) for c in canvases]


class Average:
    """Exponential moving average of weights and batch statistics."""

    def __init__(self, model: Detector, decay: float = 0.998):
        self.state = {k: v.detach().clone().float() for k, v in model.state_dict().items()}
        self.decay = decay
        self.count = 0

    @torch.no_grad()
    def update(self, model: Detector) -> None:
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        for key, value in model.state_dict().items():
            self.state[key].lerp_(value.float(), 1 - decay)


def freeze_normalisation(model: Detector) -> None:
    """Four canvases, photographs among them or not, have statistics of their own, which single images do not share: trained
    on those, the network works with them alone."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


def freeze_stages(model: Detector, count: int) -> None:
    """Keeps the stem and the first `count` stages as they are: they cost the most, having the largest maps, and those of
    another detector serve as well."""
    for part in (model.stem, *model.stages[:count]):
        part.requires_grad_(False).eval()


def detect_with(model: Detector):
    def detect(image: np.ndarray):
        boxes, scores, labels = model.detect(to_tensor(image))
        return boxes.numpy(), scores.numpy(), labels.numpy()

    return detect


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--config", type=Path, default=None, help="JSON of the options below; the command line wins")
    arguments.add_argument("--data", type=Path, default=Path("../../../shared/data/crohme"))
    arguments.add_argument("--print", dest="printed", type=Path, default=None)
    arguments.add_argument("--out", type=Path, default=Path(".cache/run"))
    arguments.add_argument("--architecture", choices=ARCHITECTURES, default=MAIN.id)
    arguments.add_argument(
        "--from", dest="start", type=Path, help="manifest of an exported model to start from; of another one, its backbone"
    )
    arguments.add_argument("--pretrained", type=Path, help="a backbone of surd_train.pretrain to start from")
    arguments.add_argument("--canvas", type=json.loads, default={}, help="fields of CanvasConfig to change, as JSON")
    arguments.add_argument(
        "--freeze-after", type=float, default=1.0, help="share of the time after which batch normalisation keeps its statistics"
    )
    arguments.add_argument("--frozen-stages", type=int, default=0, help="stages of a lent backbone to keep as they are")
    arguments.add_argument("--minutes", type=float, default=100)
    arguments.add_argument("--batch", type=int, default=4)
    arguments.add_argument("--rate", type=float, default=2e-3)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--evaluate-minutes", type=float, default=12)
    chosen, _ = arguments.parse_known_args()
    if chosen.config:
        arguments.set_defaults(**json.loads(chosen.config.read_text(encoding="utf-8")))
    options = arguments.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    here = Path(__file__).parent.parent
    labels = json.loads((here / "labels.json").read_text())
    label_index = {label: i + 1 for i, label in enumerate(labels)}
    handwriting = [formula_of(e) for e in read_expressions(options.data / "train.jsonl.gz")]
    printed = []
    if options.printed and options.printed.exists():
        printed = [p.formula for p in read_printed(options.printed, set(labels))]
    print(f"{len(handwriting)} handwritten, {len(printed)} printed formulas", flush=True)
    maker = CanvasMaker(handwriting, printed, label_index, CanvasConfig(**options.canvas))
    loader = iter(DataLoader(Canvases(maker, options.batch, options.seed), batch_size=None, num_workers=1, prefetch_factor=4))
    valid = read_expressions(options.data / "valid.jsonl.gz")[::5]
    rendered = [render_expression(e, label_index, i, photo=False) for i, e in enumerate(valid)]

    architecture = ARCHITECTURES[options.architecture]
    model = architecture.make()
    if options.pretrained:
        backbone = Backbone(PYRAMID)
        backbone.load_state_dict(torch.load(options.pretrained))
        lend_backbone(backbone, model)
    if options.start:
        shipped = load_detector(options.start)
        restore_normalisation(shipped, [(next(loader)[0].float() / 255 - MEAN) / STD for _ in range(8)])
        if read_manifest(options.start)["architecture"] == architecture.id:
            model = shipped
        else:
            lend_backbone(shipped, model)
    model = model.to(memory_format=torch.channels_last)
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=options.rate
    )
    average = Average(model)
    step, spent = 0, 0.0
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "last.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average.state, average.count = saved["average"], saved["average_count"]
        step, spent = saved["step"], saved["spent"]
        print(f"goes on from step {step}, {spent / 60:.1f} minutes spent", flush=True)

    def save() -> None:
        temporary = checkpoint.with_suffix(".tmp")
        torch.save(
            {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average.state,
             "average_count": average.count, "step": step, "spent": spent},
            temporary,
        )
        os.replace(temporary, checkpoint)

    def report() -> None:
        tested = architecture.make()
        tested.load_state_dict(average.state)
        tested.eval()
        result = evaluate(detect_with(tested), rendered)
        print(
            f"  valid/{len(rendered)}: F1 {result.f1:.4f} at {result.threshold:.2f}, mAP50 {result.map50:.4f}, "
            f"weighted AP50 {result.weighted_ap50:.4f}, exact {result.exact:.3f}",
            flush=True,
        )

    total = options.minutes * 60
    last = time.monotonic()
    next_report = spent + options.evaluate_minutes * 60
    next_save = spent + 240
    sums: dict[str, float] = {}
    model.train()
    if options.frozen_stages:
        freeze_stages(model, options.frozen_stages)
    while spent < total:
        progress = spent / total
        if progress >= options.freeze_after:
            freeze_normalisation(model)
        rate = options.rate * min(1.0, (step + 1) / 300) * (0.5 + 0.5 * math.cos(math.pi * progress) if progress > 0 else 1)
        for group in optimiser.param_groups:
            group["lr"] = max(rate, options.rate * 0.005)
        image, boxes, targets = next(loader)
        image = ((image.float() / 255 - MEAN) / STD).contiguous(memory_format=torch.channels_last)
        with mixed_precision():
            losses = detector_loss(model, image, boxes, targets)
        optimiser.zero_grad()
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
        optimiser.step()
        average.update(model)
        step += 1
        now = time.monotonic()
        spent += now - last
        last = now
        for key, value in losses.items():
            sums[key] = sums.get(key, 0.0) + float(value.detach())
        if step % 100 == 0:
            text = " ".join(f"{key} {value / 100:.3f}" for key, value in sums.items())
            print(f"step {step} {spent / 60:.1f} min lr {rate:.5f} {text}", flush=True)
            sums = {}
        if spent > next_save:
            save()
            next_save = spent + 240
        if spent > next_report:
            report()
            next_report = spent + options.evaluate_minutes * 60
            last = time.monotonic()
    save()
    report()


if __name__ == "__main__":
    main()
