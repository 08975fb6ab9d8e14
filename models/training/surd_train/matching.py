"""Which truth an anchor stands for, and which anchors are looked at."""

from __future__ import annotations

import torch
from torch import Tensor
from torchvision.ops import box_iou

from .boxes import thickened


def choose(mask: Tensor, count: int) -> Tensor:
    """At most `count` indices at random where the mask holds."""
    index = torch.nonzero(mask).flatten()
    return index[torch.randperm(len(index))[:count]]


def evenly(owner: Tensor, mask: Tensor, count: int) -> Tensor:
    """At most `count` indices at random where the mask holds, one for each owner before any owner has two: a minus has few
    boxes that stand for it, an integral has dozens."""
    index = torch.nonzero(mask).flatten()
    index = index[torch.randperm(len(index))]
    index = index[owner[index].argsort(stable=True)]
    owners = owner[index]
    turn = torch.arange(len(index)) - torch.searchsorted(owners, owners)
    return index[turn.argsort(stable=True)][:count]


def match_anchors(anchor_boxes: Tensor, truth: Tensor) -> Tensor:
    """For each anchor the truth it stands for, or -1 background, -2 ignored. Thin boxes are compared thickened: a minus would
    else have four anchors that stand for it, and beside them dozens as good that are called background. Every truth gets its
    four best anchors, however bad they fit."""
    overlap = box_iou(thickened(truth), thickened(anchor_boxes))
    best, which = overlap.max(0)
    matched = torch.where(best < 0.35, torch.full_like(which, -1), torch.where(best >= 0.6, which, torch.full_like(which, -2)))
    top, order = overlap.topk(4, dim=1)
    for k in range(3, -1, -1):
        good = top[:, k] > (0.1 if k else 0.0)
        index = torch.nonzero(good).flatten()
        matched[order[index, k]] = index
    return matched
