"""MobileNetV2 backbone, feature pyramid (arXiv 1612.03144), two-stage Faster R-CNN (arXiv 1506.01497).

Made for one gray channel and for symbols of about 40 px: the pyramid starts at stride 4, since a dot is 4 px, and its
convolutions are depthwise separable. The second stage pools the box itself (thin ones thickened) from the finest level
and, for context, a square of at least 64 px around it from the next one: whether a stroke is `1`, `l` or `|`, and whether
a ring is `0`, `o` or `O`, is told by the neighbours. Everything that the exported graph does is `Detector.detect`.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.ops import nms, roi_align

# Width and height in pixels of the anchors of each level, strides 4, 8, 16, 32: fitted by eye to the quantiles of
# symbol sizes, with flat ones for bars (printed ones are 2 to 5 px thin) and tall ones for fences and integrals.
ANCHORS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((5, 5), (10, 10), (18, 18), (8, 28), (24, 6)),
    ((28, 28), (20, 40), (42, 24), (50, 7), (12, 60)),
    ((52, 52), (36, 76), (90, 44), (130, 9), (26, 120)),
    ((110, 90), (70, 150), (210, 110), (340, 14), (380, 130)),
)
STRIDES = (4, 8, 16, 32)
BOX_WEIGHTS = (10.0, 10.0, 5.0, 5.0)
# A bar of 3 px says nothing about its surroundings, on features of stride 4 least of all: it is looked at, and counted as
# found by a proposal, as if it were this thick.
LEAST_SIDE = 8.0
MAX_LOG_SCALE = 4.135  # log(1000 / 16), as in Detectron
# Proposals are counted per canvas of the training's size, so that a page gets more of them than a formula.
AREA_UNIT = 256.0 * 576.0
MOST_AREA_UNITS = 16.0


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
class ModelConfig:
    labels: int = 101
    channels: int = 80
    stem: int = 24
    stages: tuple[tuple[int, int], ...] = ((24, 2), (40, 3), (80, 4), (144, 3))  # channels, blocks at strides 4 to 32
    hidden: int = 512
    pooled: int = 7
    pooled_context: int = 5
    proposals_before: int = 800
    proposals_after: int = 200
    proposal_overlap: float = 0.7
    raw_score: float = 0.05
    final_overlap: float = 0.5
    most_detections: int = 1000


class Detector(nn.Module):
    def __init__(self, config: ModelConfig | None = None):
        super().__init__()
        self.config = config = config or ModelConfig()
        self.stem = nn.Sequential(ConvBN(1, config.stem, 3, 2), InvertedResidual(config.stem, 16, 1, 1))
        inputs = 16
        self.stages = nn.ModuleList()
        for outputs, count in config.stages:
            self.stages.append(stage(inputs, outputs, count, 2))
            inputs = outputs
        c = config.channels
        self.lateral = nn.ModuleList(ConvBN(outputs, c, 1, act=False) for outputs, _ in config.stages)
        self.smooth = nn.ModuleList(Separable(c) for _ in config.stages)
        self.rpn = Separable(c)
        self.rpn_score = nn.ModuleList(nn.Conv2d(c, len(a), 1) for a in ANCHORS)
        self.rpn_delta = nn.ModuleList(nn.Conv2d(c, 4 * len(a), 1) for a in ANCHORS)
        pooled = c * (config.pooled**2 + config.pooled_context**2)
        self.fc1 = nn.Linear(pooled, config.hidden)
        self.fc2 = nn.Linear(config.hidden, config.hidden)
        self.score = nn.Linear(config.hidden, config.labels + 1)
        self.delta = nn.Linear(config.hidden, 4)
        for layer in (*self.rpn_score, *self.rpn_delta, self.score, self.delta):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
        for layer in self.rpn_score:
            nn.init.constant_(layer.bias, -4.0)
        for k, anchors in enumerate(ANCHORS):
            self.register_buffer(f"anchors{k}", torch.tensor(anchors, dtype=torch.float32), persistent=False)

    # features -----------------------------------------------------------------------------------------------------
    def features(self, image: Tensor) -> list[Tensor]:
        x = self.stem(image)
        bottom_up = []
        for block in self.stages:
            x = block(x)
            bottom_up.append(x)
        top = self.lateral[-1](bottom_up[-1])
        pyramid = [top]
        for k in range(len(bottom_up) - 2, -1, -1):
            top = self.lateral[k](bottom_up[k]) + F.interpolate(top, scale_factor=2.0, mode="nearest")
            pyramid.insert(0, top)
        return [smooth(p) for smooth, p in zip(self.smooth, pyramid, strict=True)]

    def anchors(self, level: int, height: Tensor | int, width: Tensor | int, like: Tensor) -> Tensor:
        """(height * width * A, 4) centre x, centre y, width, height; position-major."""
        stride = STRIDES[level]
        ys = (torch.arange(height, device=like.device).to(torch.float32) + 0.5) * stride
        xs = (torch.arange(width, device=like.device).to(torch.float32) + 0.5) * stride
        sizes = getattr(self, f"anchors{level}")
        cx = (xs.view(1, -1, 1, 1) + torch.zeros_like(ys).view(-1, 1, 1, 1)).expand(-1, -1, sizes.shape[0], 1)
        cy = (ys.view(-1, 1, 1, 1) + torch.zeros_like(xs).view(1, -1, 1, 1)).expand(-1, -1, sizes.shape[0], 1)
        wh = sizes.view(1, 1, -1, 2) + torch.zeros_like(cx)
        return torch.cat([cx, cy, wh], dim=-1).reshape(-1, 4)

    def rpn_outputs(self, pyramid: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (B, N), deltas (B, N, 4), anchors (N, 4) over all levels."""
        scores, deltas, anchors = [], [], []
        for k, level in enumerate(pyramid):
            hidden = self.rpn(level)
            batch, _, height, width = level.shape
            scores.append(self.rpn_score[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1))
            deltas.append(self.rpn_delta[k](hidden).permute(0, 2, 3, 1).reshape(batch, -1, 4))
            anchors.append(self.anchors(k, height, width, level))
        return torch.cat(scores, 1).float(), torch.cat(deltas, 1).float(), torch.cat(anchors, 0)

    # boxes ----------------------------------------------------------------------------------------------------------
    @staticmethod
    def decode(deltas: Tensor, anchors: Tensor, weights: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)) -> Tensor:
        """Centre-form anchors and deltas to corner boxes (Ren et al., equation 2)."""
        xy = anchors[..., :2] + deltas[..., :2] * anchors[..., 2:] / weights[0]
        wh = anchors[..., 2:] * torch.exp(torch.clamp(deltas[..., 2:] / weights[2], max=MAX_LOG_SCALE))
        return torch.cat([xy - wh * 0.5, xy + wh * 0.5], dim=-1)

    @staticmethod
    def encode(boxes: Tensor, anchors: Tensor, weights: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)) -> Tensor:
        wh = (boxes[:, 2:] - boxes[:, :2]).clamp(min=1e-3)
        xy = (boxes[:, :2] + boxes[:, 2:]) * 0.5
        return torch.cat(
            [(xy - anchors[:, :2]) / anchors[:, 2:] * weights[0], torch.log(wh / anchors[:, 2:]) * weights[2]], dim=1
        )

    @staticmethod
    def centre_form(boxes: Tensor) -> Tensor:
        return torch.cat([(boxes[:, :2] + boxes[:, 2:]) * 0.5, boxes[:, 2:] - boxes[:, :2]], dim=1)

    @staticmethod
    def clip(boxes: Tensor, width: Tensor | int, height: Tensor | int) -> Tensor:
        x = boxes[..., 0::2].clamp(min=0)
        y = boxes[..., 1::2].clamp(min=0)
        limit_x = torch.as_tensor(width, dtype=boxes.dtype)
        limit_y = torch.as_tensor(height, dtype=boxes.dtype)
        x, y = torch.minimum(x, limit_x), torch.minimum(y, limit_y)
        return torch.stack([x[..., 0], y[..., 0], x[..., 1], y[..., 1]], dim=-1)

    @staticmethod
    def thickened(boxes: Tensor) -> Tensor:
        """The boxes, each side at least `LEAST_SIDE` around the same centre."""
        centre = (boxes[:, :2] + boxes[:, 2:]) * 0.5
        half = ((boxes[:, 2:] - boxes[:, :2]) * 0.5).clamp(min=LEAST_SIDE / 2)
        return torch.cat([centre - half, centre + half], dim=1)

    @staticmethod
    def context(boxes: Tensor) -> Tensor:
        """The square of twice the longer side, at least 64 px, around each box."""
        centre = (boxes[:, :2] + boxes[:, 2:]) * 0.5
        half = (boxes[:, 2:] - boxes[:, :2]).amax(dim=1, keepdim=True).clamp(min=32.0)
        return torch.cat([centre - half, centre + half], dim=1)

    # second stage ---------------------------------------------------------------------------------------------------
    def head(self, pyramid: list[Tensor], boxes: Tensor, batch_index: Tensor) -> tuple[Tensor, Tensor]:
        """Class logits (n, labels + 1) with background first, and deltas (n, 4), for corner boxes of the batch."""
        config = self.config
        index = batch_index.to(boxes.dtype).unsqueeze(1)
        near = roi_align(
            pyramid[0].float(),
            torch.cat([index, self.thickened(boxes)], 1),
            (config.pooled, config.pooled),
            1 / STRIDES[0],
            2,
            True,
        )
        around = roi_align(
            pyramid[1].float(),
            torch.cat([index, self.context(boxes)], 1),
            (config.pooled_context, config.pooled_context),
            1 / STRIDES[1],
            2,
            True,
        )
        x = torch.cat([near.flatten(1), around.flatten(1)], dim=1)
        x = F.relu(self.fc2(F.relu(self.fc1(x))))
        return self.score(x).float(), self.delta(x).float()

    def proposals(self, scores: Tensor, deltas: Tensor, anchors: Tensor, width: int, height: int) -> Tensor:
        """Corner boxes of one image after top-k and non-maximum suppression."""
        units = min(max(width * height / AREA_UNIT, 1.0), MOST_AREA_UNITS)
        k = min(int(units * self.config.proposals_before), scores.shape[0])
        top, order = torch.topk(scores, k)
        boxes = self.clip(self.decode(deltas[order], anchors[order]), width, height)
        keep = nms(boxes, top, self.config.proposal_overlap)[: int(units * self.config.proposals_after)]
        return boxes[keep]

    @torch.no_grad()
    def detect(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One normalised image (1, 1, H, W), sides divisible by 32: corner boxes, scores, 1-based labels by falling
        score. The exported graph computes the same."""
        config = self.config
        height, width = image.shape[-2:]
        pyramid = self.features(image)
        scores, deltas, anchors = self.rpn_outputs(pyramid)
        boxes = self.proposals(scores[0], deltas[0], anchors, width, height)
        logits, refined = self.head(pyramid, boxes, torch.zeros(len(boxes), dtype=torch.int64))
        # By the box as the head has seen it: of a thin one it cannot tell how thin the proposal was.
        reference = self.centre_form(self.thickened(boxes))
        final = self.clip(self.decode(refined, reference, BOX_WEIGHTS), width, height)
        probabilities = F.softmax(logits, dim=1)[:, 1:]
        which, label = torch.nonzero(probabilities > config.raw_score, as_tuple=True)
        score = probabilities[which, label]
        candidates = final[which]
        shifted = candidates + (label * (max(height, width) + 1.0)).unsqueeze(1)
        keep = nms(shifted, score, config.final_overlap)[: config.most_detections]
        return candidates[keep], score[keep], label[keep] + 1
