"""Counts multiply-adds of convolutions and fully connected layers."""

from __future__ import annotations

import torch
from torch import nn

from .model import AREA_UNIT, MOST_AREA_UNITS, Detector


@torch.no_grad()
def multiply_adds(model: Detector, height: int, width: int) -> int:
    """For one image of that size, with as many proposals as its area allows."""
    total = 0

    def count(layer: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        nonlocal total
        if isinstance(layer, nn.Conv2d):
            taps = layer.kernel_size[0] * layer.kernel_size[1] * layer.in_channels // layer.groups
            total += output.numel() * taps
        elif isinstance(layer, nn.Linear):
            total += output.numel() * layer.in_features

    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    model.eval()
    pyramid = model.features(torch.zeros(1, 1, height, width))
    model.rpn_outputs(pyramid)
    units = min(max(width * height / AREA_UNIT, 1.0), MOST_AREA_UNITS)
    boxes = torch.tensor([[0.0, 0.0, 32.0, 32.0]]).repeat(int(units * model.config.proposals_after), 1)
    model.head(pyramid, boxes, torch.zeros(len(boxes), dtype=torch.int64))
    for hook in hooks:
        hook.remove()
    return total
