"""The loss of whatever detector is trained."""

from __future__ import annotations

from torch import Tensor

from .architectures import Detector
from .single_stage_loss import single_stage_loss
from .two_stage import TwoStage
from .two_stage_loss import two_stage_loss


def detector_loss(model: Detector, images: Tensor, boxes: list[Tensor], labels: list[Tensor]) -> dict[str, Tensor]:
    """Named parts for normalised images (B, 1, H, W), corner boxes (n, 4) and 1-based labels (n) of each; their sum is what
    training lowers."""
    if isinstance(model, TwoStage):
        return two_stage_loss(model, images, boxes, labels)
    return single_stage_loss(model, images, boxes, labels)
