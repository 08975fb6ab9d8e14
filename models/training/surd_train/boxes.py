"""Boxes as (n, 4) tensors, by their corners or in centre form (centre x, centre y, width, height), in pixels."""

from __future__ import annotations

import torch
from torch import Tensor
from torchvision.ops import nms

Weights = tuple[float, float, float, float]
PLAIN_WEIGHTS: Weights = (1.0, 1.0, 1.0, 1.0)
MAX_LOG_SCALE = 4.135  # log(1000 / 16), as in Detectron
# A bar of 3 px says nothing about its surroundings, on features of stride 4 least of all: it is looked at, and counted as
# found by a proposal, as if it were this thick.
LEAST_SIDE = 8.0
RAW_SCORE = 0.05
FINAL_OVERLAP = 0.5
MOST_DETECTIONS = 1000


def decode(deltas: Tensor, anchors: Tensor, weights: Weights = PLAIN_WEIGHTS) -> Tensor:
    """Centre-form anchors and deltas to corner boxes (Ren et al., arXiv 1506.01497, equation 2)."""
    xy = anchors[..., :2] + deltas[..., :2] * anchors[..., 2:] / weights[0]
    wh = anchors[..., 2:] * torch.exp(torch.clamp(deltas[..., 2:] / weights[2], max=MAX_LOG_SCALE))
    return torch.cat([xy - wh * 0.5, xy + wh * 0.5], dim=-1)


def encode(boxes: Tensor, anchors: Tensor, weights: Weights = PLAIN_WEIGHTS) -> Tensor:
    """The deltas that `decode` would make `boxes` of."""
    wh = (boxes[:, 2:] - boxes[:, :2]).clamp(min=1e-3)
    xy = (boxes[:, :2] + boxes[:, 2:]) * 0.5
    return torch.cat([(xy - anchors[:, :2]) / anchors[:, 2:] * weights[0], torch.log(wh / anchors[:, 2:]) * weights[2]], dim=1)


def centre_form(boxes: Tensor) -> Tensor:
    return torch.cat([(boxes[:, :2] + boxes[:, 2:]) * 0.5, boxes[:, 2:] - boxes[:, :2]], dim=1)


def corners(anchors: Tensor) -> Tensor:
    half = anchors[:, 2:] * 0.5
    return torch.cat([anchors[:, :2] - half, anchors[:, :2] + half], dim=1)


def clip(boxes: Tensor, width: int, height: int) -> Tensor:
    x, y = boxes[..., 0::2].clamp(0, width), boxes[..., 1::2].clamp(0, height)
    return torch.stack([x[..., 0], y[..., 0], x[..., 1], y[..., 1]], dim=-1)


def thickened(boxes: Tensor) -> Tensor:
    """The boxes, each side at least `LEAST_SIDE` around the same centre."""
    centre = (boxes[:, :2] + boxes[:, 2:]) * 0.5
    half = ((boxes[:, 2:] - boxes[:, :2]) * 0.5).clamp(min=LEAST_SIDE / 2)
    return torch.cat([centre - half, centre + half], dim=1)


def best_of_each_label(boxes: Tensor, probabilities: Tensor, extent: int) -> tuple[Tensor, Tensor, Tensor]:
    """Corner boxes (n, 4) with probabilities (n, labels) to the detections left by suppression within each label: boxes,
    scores, 1-based labels by falling score. `extent` is the longer side of the image."""
    which, label = torch.nonzero(probabilities > RAW_SCORE, as_tuple=True)
    score, candidates = probabilities[which, label], boxes[which]
    shifted = candidates + (label * (extent + 1.0)).unsqueeze(1)
    keep = nms(shifted, score, FINAL_OVERLAP)[:MOST_DETECTIONS]
    return candidates[keep], score[keep], label[keep] + 1
