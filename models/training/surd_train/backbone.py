"""MobileNetV2 backbone (arXiv 1801.04381) for one gray channel, and the levels that predictions are made on: with a feature
pyramid's way down (Lin et al., arXiv 1612.03144) or, for comparison, the backbone's own maps."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# Proposals and candidates are counted per canvas of the training's size, so that a page gets more of them than a formula.
AREA_UNIT = 256.0 * 576.0
MOST_AREA_UNITS = 16.0
STEM = 24
STAGES = ((24, 2), (40, 3), (80, 4), (144, 3))  # channels, blocks at strides 4 to 32
Anchors = tuple[tuple[int, int], ...]


class ConvBN(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, groups: int = 1, act: bool = True):
        layers: list[nn.Module] = [
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs, momentum=0.03),
        ]
        if act:
            layers.append(nn.ReLU6(inplace=True))
        super().__init__(*layers)


class InvertedResidual(nn.Module):
    """arXiv 1801.04381, section 3.3."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int):
        super().__init__()
        hidden = inputs * expansion
        layers: list[nn.Module] = [] if expansion == 1 else [ConvBN(inputs, hidden, 1)]
        layers += [ConvBN(hidden, hidden, 3, stride, groups=hidden), ConvBN(hidden, outputs, 1, act=False)]
        self.body = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.residual else self.body(x)


class Separable(nn.Sequential):
    def __init__(self, channels: int):
        super().__init__(ConvBN(channels, channels, 3, groups=channels), ConvBN(channels, channels, 1))


def stage(inputs: int, outputs: int, count: int, stride: int, expansion: int = 6) -> nn.Sequential:
    blocks = [InvertedResidual(inputs, outputs, stride, expansion)]
    blocks += [InvertedResidual(outputs, outputs, 1, expansion) for _ in range(count - 1)]
    return nn.Sequential(*blocks)


@dataclass(frozen=True)
class FeatureConfig:
    """Stages `first` to the last of `anchors` make a level each; stage k has stride 4 * 2^k. `anchors` has the width and
    height in pixels of each level's anchors. `top_down` adds coarser levels to finer ones."""

    first: int
    anchors: tuple[Anchors, ...]
    top_down: bool
    channels: int = 80

    @property
    def strides(self) -> tuple[int, ...]:
        return tuple(4 * 2 ** (self.first + k) for k in range(len(self.anchors)))


def area_units(height: int, width: int) -> float:
    return min(max(width * height / AREA_UNIT, 1.0), MOST_AREA_UNITS)


class Backbone(nn.Module):
    """What all detectors share: normalised gray images to feature levels with their anchors."""

    def __init__(self, levels: FeatureConfig):
        super().__init__()
        self.levels = levels
        self.stem = nn.Sequential(ConvBN(1, STEM, 3, 2), InvertedResidual(STEM, 16, 1, 1))
        inputs = 16
        self.stages = nn.ModuleList()
        used = STAGES[: levels.first + len(levels.anchors)]
        for outputs, count in used:
            self.stages.append(stage(inputs, outputs, count, 2))
            inputs = outputs
        c = levels.channels
        self.lateral = nn.ModuleList(ConvBN(outputs, c, 1, act=False) for outputs, _ in used[levels.first :])
        self.smooth = nn.ModuleList(Separable(c) for _ in levels.anchors)
        for k, anchors in enumerate(levels.anchors):
            self.register_buffer(f"anchors{k}", torch.tensor(anchors, dtype=torch.float32), persistent=False)

    def features(self, image: Tensor) -> list[Tensor]:
        """Levels (B, channels, H / stride, W / stride), finest first."""
        x = self.stem(image)
        bottom_up = []
        for block in self.stages:
            x = block(x)
            bottom_up.append(x)
        laterals = [layer(x) for layer, x in zip(self.lateral, bottom_up[self.levels.first :], strict=True)]
        if self.levels.top_down:
            for k in range(len(laterals) - 2, -1, -1):
                laterals[k] = laterals[k] + F.interpolate(laterals[k + 1], scale_factor=2.0, mode="nearest")
        return [smooth(x) for smooth, x in zip(self.smooth, laterals, strict=True)]

    def anchors(self, level: int, height: int, width: int) -> Tensor:
        """(height * width * A, 4) centre x, centre y, width, height; position-major."""
        stride = self.levels.strides[level]
        ys = (torch.arange(height).to(torch.float32) + 0.5) * stride
        xs = (torch.arange(width).to(torch.float32) + 0.5) * stride
        sizes = getattr(self, f"anchors{level}")
        cx = (xs.view(1, -1, 1, 1) + torch.zeros_like(ys).view(-1, 1, 1, 1)).expand(-1, -1, sizes.shape[0], 1)
        cy = (ys.view(-1, 1, 1, 1) + torch.zeros_like(xs).view(1, -1, 1, 1)).expand(-1, -1, sizes.shape[0], 1)
        wh = sizes.view(1, 1, -1, 2) + torch.zeros_like(cx)
        return torch.cat([cx, cy, wh], dim=-1).reshape(-1, 4)

    def all_anchors(self, levels: list[Tensor]) -> Tensor:
        return torch.cat([self.anchors(k, *level.shape[-2:]) for k, level in enumerate(levels)])
