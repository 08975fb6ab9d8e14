"""The detectors that one recipe trains: the one that is shipped for use, and three lighter ones to compare it with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .backbone import Anchors, FeatureConfig
from .single_stage import SingleStage, SingleStageConfig
from .two_stage import TwoStage, TwoStageConfig

Detector = TwoStage | SingleStage

# Fitted by eye to the quantiles of symbol sizes, with flat ones for bars (printed ones are 2 to 5 px thin) and tall ones for
# fences and integrals.
TINY: Anchors = ((5, 5), (10, 10), (18, 18), (8, 28), (24, 6))
SMALL: Anchors = ((28, 28), (20, 40), (42, 24), (50, 7), (12, 60), (11, 100))
MEDIUM: Anchors = ((52, 52), (36, 76), (90, 44), (130, 9), (26, 120))
LARGE: Anchors = ((110, 90), (70, 150), (210, 110), (340, 14), (380, 130))

PYRAMID = FeatureConfig(first=0, anchors=(TINY, SMALL, MEDIUM, LARGE), top_down=True)
ONE_LEVEL = FeatureConfig(first=2, anchors=(TINY + SMALL + MEDIUM + LARGE,), top_down=False)
FROM_STRIDE_8 = (TINY + SMALL, MEDIUM, LARGE)


@dataclass(frozen=True)
class Architecture:
    """`id` stands in the manifests, `stem` begins the names of the files."""

    id: str
    name: str
    stem: str
    make: Callable[[], Detector]


ARCHITECTURES = {
    architecture.id: architecture
    for architecture in (
        Architecture(
            "mobilenet-fpn-faster-rcnn",
            "MobileNetV2 FPN Faster R-CNN",
            "mobilenetFpn",
            lambda: TwoStage(TwoStageConfig(PYRAMID)),
        ),
        Architecture(
            "mobilenet-faster-rcnn",
            "MobileNetV2 Faster R-CNN without FPN",
            "mobilenetFasterRcnn",
            lambda: TwoStage(TwoStageConfig(ONE_LEVEL)),
        ),
        Architecture(
            "mobilenet-fpn-ssd",
            "MobileNetV2 FPN SSD (RetinaNet)",
            "mobilenetFpnSsd",
            lambda: SingleStage(SingleStageConfig(FeatureConfig(1, FROM_STRIDE_8, top_down=True))),
        ),
        Architecture(
            "mobilenet-ssd",
            "MobileNetV2 SSD",
            "mobilenetSsd",
            lambda: SingleStage(SingleStageConfig(FeatureConfig(1, FROM_STRIDE_8, top_down=False))),
        ),
    )
}
MAIN = ARCHITECTURES["mobilenet-fpn-faster-rcnn"]
