"""Training targets and losses of the two-stage detector."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor
from torchvision.ops import box_iou

from .boxes import LEAST_SIDE, centre_form, corners, encode, thickened
from .matching import choose, evenly, match_anchors
from .two_stage import BOX_WEIGHTS, TwoStage

RPN_SAMPLES = 256
ROI_SAMPLES = 112
ROI_POSITIVE_SHARE = 0.6


def two_stage_loss(model: TwoStage, images: Tensor, boxes: list[Tensor], labels: list[Tensor]) -> dict[str, Tensor]:
    height, width = images.shape[-2:]
    levels = model.features(images)
    scores, deltas, anchors = model.rpn_outputs(levels)
    anchor_boxes = corners(anchors)
    rpn_class, rpn_box = scores.new_zeros(()), scores.new_zeros(())
    rois: list[Tensor] = []
    roi_batch: list[Tensor] = []
    roi_label: list[Tensor] = []
    roi_truth: list[Tensor] = []
    positives = 0
    for b, (truth, label) in enumerate(zip(boxes, labels, strict=True)):
        with torch.no_grad():
            matched = match_anchors(anchor_boxes, truth)
            positive = evenly(matched, matched >= 0, RPN_SAMPLES // 2)
            negative = matched == -1
            # A fifth of the background is the hardest. More, and what looks like a part of something, such as a minus like a
            # bar of `=`, gets no chance at all.
            rest = RPN_SAMPLES - len(positive)
            masked = torch.where(negative, scores[b].detach(), scores.new_full((), -1e9))
            hard = masked.topk(rest // 5).indices
            negative = torch.cat([choose(negative, rest - rest // 5), hard])
        picked = torch.cat([positive, negative])
        target = torch.cat([torch.ones(len(positive)), torch.zeros(len(negative))])
        rpn_class = rpn_class + F.binary_cross_entropy_with_logits(scores[b][picked], target)
        wanted = encode(truth[matched[positive]], anchors[positive])
        rpn_box = rpn_box + F.smooth_l1_loss(deltas[b][positive], wanted, beta=0.1, reduction="sum") / max(
            RPN_SAMPLES / 2, 1
        )
        with torch.no_grad():
            proposals = model.proposals(scores[b].detach(), deltas[b].detach(), anchors, width, height)
            size = truth[:, 2:] - truth[:, :2]
            jitter = (torch.rand(len(truth), 4) - 0.5) * 0.3 * torch.cat([size, size], 1).clamp(min=LEAST_SIDE)
            # Never the truth itself: its exact size and place would be learned as a sign of being right.
            candidates = torch.cat([proposals, thickened(truth + jitter)])
            overlap, which = box_iou(candidates, thickened(truth)).max(1)
            good = evenly(which, overlap >= 0.5, int(ROI_SAMPLES * ROI_POSITIVE_SHARE))
            bad = choose(overlap < 0.5, ROI_SAMPLES - len(good))
            chosen = torch.cat([good, bad])
            rois.append(candidates[chosen])
            roi_batch.append(torch.full((len(chosen),), b, dtype=torch.int64))
            roi_label.append(torch.cat([label[which[good]], torch.zeros(len(bad), dtype=torch.int64)]))
            roi_truth.append(truth[which[good]])
            positives += len(good)
    all_rois = torch.cat(rois)
    logits, refined = model.head(levels, all_rois, torch.cat(roi_batch))
    target = torch.cat(roi_label)
    roi_class = F.cross_entropy(logits, target)
    is_symbol = target > 0
    reference = centre_form(all_rois[is_symbol])
    wanted = encode(torch.cat(roi_truth), reference, BOX_WEIGHTS)
    roi_box = F.smooth_l1_loss(refined[is_symbol], wanted, beta=0.2, reduction="sum") / max(len(target), 1)
    count = len(boxes)
    return {"rpn_class": rpn_class / count, "rpn_box": rpn_box / count, "roi_class": roi_class, "roi_box": roi_box}
