"""Training targets and losses of the single-stage detectors."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .boxes import corners, encode
from .matching import match_anchors
from .single_stage import SingleStage

# arXiv 1708.02002, section 3.2: weight of what is there, and the power by which easy ones are left aside.
ALPHA = 0.25
GAMMA = 2.0


def focal_loss(logits: Tensor, counted: Tensor, positive: Tensor, label: Tensor) -> Tensor:
    """Summed over the `counted` rows of (N, labels) logits, where row `positive[i]` shows `label[i]` and nothing else is
    shown. As torchvision's, but without a target as large as the logits: all of them are taken for background first."""
    background = ((1 - ALPHA) * torch.sigmoid(logits) ** GAMMA * F.softplus(logits)).sum(1)
    shown = logits[positive, label]
    probability = torch.sigmoid(shown)
    there = ALPHA * (1 - probability) ** GAMMA * F.softplus(-shown)
    instead = (1 - ALPHA) * probability**GAMMA * F.softplus(shown)
    return background[counted].sum() + (there - instead).sum()


def single_stage_loss(model: SingleStage, images: Tensor, boxes: list[Tensor], labels: list[Tensor]) -> dict[str, Tensor]:
    """Focal loss over all anchors that are not ignored, and smooth L1 of those that stand for a symbol, both divided by their
    number (arXiv 1708.02002, section 4.1)."""
    logits, deltas, anchors = model.dense_outputs(images)
    anchor_boxes = corners(anchors)
    class_loss, box_loss, positives = logits.new_zeros(()), logits.new_zeros(()), 0
    for b, (truth, label) in enumerate(zip(boxes, labels, strict=True)):
        with torch.no_grad():
            matched = match_anchors(anchor_boxes, truth)
        counted, positive = matched > -2, torch.nonzero(matched >= 0).flatten()
        class_loss = class_loss + focal_loss(logits[b], counted, positive, label[matched[positive]] - 1)
        wanted = encode(truth[matched[positive]], anchors[positive])
        box_loss = box_loss + F.smooth_l1_loss(deltas[b][positive], wanted, beta=0.1, reduction="sum")
        positives += len(positive)
    return {"class": class_loss / max(positives, 1), "box": box_loss / max(positives, 1)}
