"""Counts multiply-adds of convolutions and fully connected layers."""

from __future__ import annotations

import torch
from torch import nn

from .architectures import Detector
from .backbone import area_units
from .two_stage import TwoStage


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
    image = torch.zeros(1, 1, height, width)
    if isinstance(model, TwoStage):
        levels = model.features(image)
        model.rpn_outputs(levels)
        count_of_boxes = int(area_units(height, width) * model.config.proposals_after)
        boxes = torch.tensor([[0.0, 0.0, 32.0, 32.0]]).repeat(count_of_boxes, 1)
        model.head(levels, boxes, torch.zeros(count_of_boxes, dtype=torch.int64))
    else:
        model.dense_outputs(image)
    for hook in hooks:
        hook.remove()
    return total
