"""Two-stage Faster R-CNN (arXiv 1506.01497) on a MobileNetV2 backbone, with a feature pyramid or without.

Made for one gray channel and for symbols of about 40 px: the pyramid starts at stride 4, since a dot is 4 px, and its
convolutions are depthwise separable. The second stage pools the box itself (thin ones thickened) from the finest level
and, for context, a square of at least 64 px around it from the next one: whether a stroke is `1`, `l` or `|`, and whether
a ring is `0`, `o` or `O`, is told by the neighbours. The proposals then look at each other (`relation.py`). Everything that
the exported graph does is `TwoStage.detect`.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.ops import nms, roi_align

from .backbone import Backbone, FeatureConfig, Separable, area_units
from .boxes import best_of_each_label, centre_form, clip, decode, thickened
from .relation import Relation

BOX_WEIGHTS = (10.0, 10.0, 5.0, 5.0)
SIZE_UNIT = 32.0


@dataclass(frozen=True)
class TwoStageConfig:
    features: FeatureConfig
    labels: int = 101
    hidden: int = 512
    pooled: int = 7
    pooled_context: int = 5
    proposals_before: int = 800
    proposals_after: int = 200
    proposal_overlap: float = 0.7


def context(boxes: Tensor) -> Tensor:
    """The square of twice the longer side, at least 64 px, around each corner box."""
    centre = (boxes[:, :2] + boxes[:, 2:]) * 0.5
    half = (boxes[:, 2:] - boxes[:, :2]).amax(dim=1, keepdim=True).clamp(min=32.0)
    return torch.cat([centre - half, centre + half], dim=1)


def log_size(boxes: Tensor) -> Tensor:
    """Width and height (n, 2) as logarithms, 0 at `SIZE_UNIT`."""
    return torch.log((boxes[:, 2:] - boxes[:, :2]) / SIZE_UNIT)


class TwoStage(Backbone):
    def __init__(self, config: TwoStageConfig):
        super().__init__(config.features)
        self.config = config
        c = config.features.channels
        anchors = config.features.anchors
        self.rpn = Separable(c)
        self.rpn_score = nn.ModuleList(nn.Conv2d(c, len(a), 1) for a in anchors)
        self.rpn_delta = nn.ModuleList(nn.Conv2d(c, 4 * len(a), 1) for a in anchors)
        pooled = c * (config.pooled**2 + config.pooled_context**2)
        self.fc1 = nn.Linear(pooled, config.hidden)
        self.size = nn.Linear(2, config.hidden)
        self.relation = Relation(config.hidden)
        self.fc2 = nn.Linear(config.hidden, config.hidden)
        self.score = nn.Linear(config.hidden, config.labels + 1)
        self.delta = nn.Linear(config.hidden, 4)
        nn.init.zeros_(self.size.weight)
        nn.init.zeros_(self.size.bias)
        for layer in (*self.rpn_score, *self.rpn_delta, self.score, self.delta):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
        for layer in self.rpn_score:
            nn.init.constant_(layer.bias, -4.0)

    def rpn_outputs(self, levels: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (B, N), deltas (B, N, 4), anchors (N, 4) over all levels."""
        scores, deltas = [], []
        for k, level in enumerate(levels):
            hidden = self.rpn(level)
            batch = level.shape[0]
            scores.append(self.rpn_score[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1))
            deltas.append(self.rpn_delta[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1, 4))
        return torch.cat(scores, 1).float(), torch.cat(deltas, 1).float(), self.all_anchors(levels)

    def dense_outputs(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Those of the first stage, as `SingleStage.dense_outputs`."""
        return self.rpn_outputs(self.features(image))

    def pool(self, levels: list[Tensor], which: int, rois: Tensor, size: int) -> Tensor:
        """`rois` (n, 5), batch index first, as (n, channels * size * size)."""
        which = min(which, len(levels) - 1)
        scale = 1 / self.levels.strides[which]
        return roi_align(levels[which].float(), rois, (size, size), scale, 2, True).flatten(1)

    def head(self, levels: list[Tensor], boxes: Tensor, batch_index: Tensor) -> tuple[Tensor, Tensor]:
        """Class logits (n, labels + 1) with background first, and deltas (n, 4), for thickened corner boxes of the batch."""
        index = batch_index.to(boxes.dtype).unsqueeze(1)
        near = self.pool(levels, 0, torch.cat([index, boxes], 1), self.config.pooled)
        around = self.pool(levels, 1, torch.cat([index, context(boxes)], 1), self.config.pooled_context)
        # Pooled crops look alike at every size: `x` and `X` need to be told how large they are.
        x = F.relu(self.fc1(torch.cat([near, around], dim=1)) + self.size(log_size(boxes)))
        x = F.relu(self.fc2(x + self.relation(x, boxes, batch_index)))
        return self.score(x).float(), self.delta(x).float()

    def proposals(self, scores: Tensor, deltas: Tensor, anchors: Tensor, width: int, height: int) -> Tensor:
        """Thickened corner boxes of one image after top-k and non-maximum suppression: of thin ones, two a pixel apart would
        count as different."""
        units = area_units(height, width)
        k = min(int(units * self.config.proposals_before), scores.shape[0])
        top, order = torch.topk(scores, k)
        boxes = thickened(clip(decode(deltas[order], anchors[order]), width, height))
        keep = nms(boxes, top, self.config.proposal_overlap)[: int(units * self.config.proposals_after)]
        return boxes[keep]

    @torch.no_grad()
    def detect(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One normalised image (1, 1, H, W), sides divisible by 32: corner boxes, scores, 1-based labels by falling
        score. The exported graph computes the same."""
        height, width = image.shape[-2:]
        levels = self.features(image)
        scores, deltas, anchors = self.rpn_outputs(levels)
        boxes = self.proposals(scores[0], deltas[0], anchors, width, height)
        logits, refined = self.head(levels, boxes, torch.zeros(len(boxes), dtype=torch.int64))
        final = clip(decode(refined, centre_form(boxes), BOX_WEIGHTS), width, height)
        return best_of_each_label(final, F.softmax(logits, dim=1)[:, 1:], max(height, width))
