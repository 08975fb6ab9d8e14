"""Single-stage detectors to compare with: RetinaNet (arXiv 1708.02002) on a feature pyramid, which is called FPN SSD, and
SSD (arXiv 1512.02325) on the backbone's own maps. Both predict labels and boxes at every anchor at once, begin at stride 8 as
published, and are trained with the focal loss. Everything that the exported graph does is `SingleStage.detect`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .backbone import Backbone, FeatureConfig, Separable, area_units
from .boxes import best_of_each_label, clip, decode

PRIOR = 0.01  # of an anchor to show a symbol: arXiv 1708.02002, section 4.1


@dataclass(frozen=True)
class SingleStageConfig:
    features: FeatureConfig
    labels: int = 101
    tower: int = 2  # separable convolutions before the prediction
    candidates: int = 600  # anchors kept for suppression, per area unit


class SingleStage(Backbone):
    def __init__(self, config: SingleStageConfig):
        super().__init__(config.features)
        self.config = config
        c = config.features.channels
        anchors = config.features.anchors
        # One tower for all levels of a pyramid, which look alike; the backbone's own maps do not.
        towers = 1 if config.features.top_down else len(anchors)
        self.towers = nn.ModuleList(
            nn.Sequential(*(layer for _ in range(config.tower) for layer in Separable(c))) for _ in range(towers)
        )
        self.score = nn.ModuleList(nn.Conv2d(c, config.labels * len(a), 1) for a in anchors)
        self.delta = nn.ModuleList(nn.Conv2d(c, 4 * len(a), 1) for a in anchors)
        for layer in (*self.score, *self.delta):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
        for layer in self.score:
            nn.init.constant_(layer.bias, -math.log((1 - PRIOR) / PRIOR))

    def dense_outputs(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Class logits (B, N, labels), deltas (B, N, 4), anchors (N, 4) over all levels."""
        levels = self.features(image)
        scores, deltas = [], []
        for k, level in enumerate(levels):
            hidden = self.towers[min(k, len(self.towers) - 1)](level)
            batch = level.shape[0]
            scores.append(self.score[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1, self.config.labels))
            deltas.append(self.delta[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1, 4))
        return torch.cat(scores, 1).float(), torch.cat(deltas, 1).float(), self.all_anchors(levels)

    @torch.no_grad()
    def detect(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As `TwoStage.detect`."""
        height, width = image.shape[-2:]
        logits, deltas, anchors = self.dense_outputs(image)
        probabilities = torch.sigmoid(logits[0])
        k = min(int(area_units(height, width) * self.config.candidates), len(anchors))
        order = torch.topk(probabilities.amax(1), k).indices
        boxes = clip(decode(deltas[0][order], anchors[order]), width, height)
        return best_of_each_label(boxes, probabilities[order], max(height, width))
