"""Training targets and losses of the single-stage detectors."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor
from torchvision.ops import sigmoid_focal_loss

from .boxes import corners, encode
from .matching import match_anchors
from .single_stage import SingleStage


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
        target = torch.zeros_like(logits[b])
        target[positive, label[matched[positive]] - 1] = 1.0
        class_loss = class_loss + sigmoid_focal_loss(logits[b][counted], target[counted], reduction="sum")
        wanted = encode(truth[matched[positive]], anchors[positive])
        box_loss = box_loss + F.smooth_l1_loss(deltas[b][positive], wanted, beta=0.1, reduction="sum")
        positives += len(positive)
    return {"class": class_loss / max(positives, 1), "box": box_loss / max(positives, 1)}
