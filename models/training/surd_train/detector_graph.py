"""The whole detector as one ONNX graph: normalised pixels in, boxes, scores and labels out.

Written node by node rather than traced: anchors are computed from the sizes of the feature maps, so any height and width
works, there is one non-maximum suppression a stage, and no If, Loop or NonZero that a phone's runtime would refuse. It
computes what `Detector.detect` does; a test of the app compares the two on 50 images of different sizes.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper
from torch import nn

from .graph import GraphBuilder
from .model import (
    AREA_UNIT,
    BOX_WEIGHTS,
    LEAST_SIDE,
    MAX_LOG_SCALE,
    MOST_AREA_UNITS,
    STRIDES,
    ConvBN,
    Detector,
    InvertedResidual,
)


def conv_bn(g: GraphBuilder, x: str, block: ConvBN, path: str) -> str:
    x = g.convolution(x, block[0], f"{path}.0", block[1])
    return g.op("Clip", [x, g.number(0), g.number(6)], name="relu6") if len(block) == 3 else x


def chain(g: GraphBuilder, x: str, blocks: nn.Sequential, path: str) -> str:
    for k, block in enumerate(blocks):
        with g.scope(str(k)):
            if isinstance(block, InvertedResidual):
                y = chain(g, x, block.body, f"{path}.{k}.body")
                x = g.op("Add", [x, y], name="residual") if block.residual else y
            else:
                x = conv_bn(g, x, block, f"{path}.{k}")
    return x


def features(g: GraphBuilder, x: str, model: Detector) -> list[str]:
    with g.scope("backbone"):
        with g.scope("stem"):
            x = chain(g, x, model.stem, "stem")
        bottom_up = []
        for k, stage in enumerate(model.stages):
            with g.scope(f"stage{k}"):
                x = chain(g, x, stage, f"stages.{k}")
            bottom_up.append(x)
    with g.scope("fpn"):
        pyramid: list[str] = []
        top = ""
        for k in range(len(bottom_up) - 1, -1, -1):
            with g.scope(f"level{k}"):
                lateral = conv_bn(g, bottom_up[k], model.lateral[k], f"lateral.{k}")
                if top:
                    up = g.op(
                        "Resize",
                        [top, "", g.constant([1, 1, 2, 2], np.float32)],
                        name="upsample",
                        mode="nearest",
                        coordinate_transformation_mode="asymmetric",
                        nearest_mode="floor",
                    )
                    lateral = g.op("Add", [lateral, up], name="merge")
                top = lateral
                pyramid.insert(0, chain(g, top, model.smooth[k], f"smooth.{k}"))
    return pyramid


def anchors(g: GraphBuilder, level: str, k: int, model: Detector) -> str:
    """(1, height * width * A, 4) centre form, from the size of the feature map."""
    sizes = getattr(model, f"anchors{k}").numpy()
    shape = g.op("Shape", [level], name="shape")

    def centres(axis: int, view: tuple[int, ...]) -> str:
        count = g.op("Gather", [shape, g.constant(axis, np.int64)], name="count")
        steps = g.op("Range", [g.constant(0, np.int64), count, g.constant(1, np.int64)], name="range")
        steps = g.op("Cast", [steps], name="float", to=TensorProto.FLOAT)
        steps = g.op("Mul", [steps, g.number(STRIDES[k])], name="stride")
        return g.op("Reshape", [g.op("Add", [steps, g.number(STRIDES[k] / 2)], name="centre"), g.ints(*view)], name="view")

    # x stands in the first of four columns, y in the second, width and height in the other two: three broadcast sums.
    ys = g.op("Mul", [centres(2, (-1, 1, 1, 1)), g.constant([0, 1, 0, 0], np.float32)], name="y")
    xs = g.op("Mul", [centres(3, (1, -1, 1, 1)), g.constant([1, 0, 0, 0], np.float32)], name="x")
    base = np.concatenate([np.zeros_like(sizes), sizes], 1)[None, None]
    grid = g.op("Add", [g.op("Add", [ys, xs], name="xy"), g.constant(base, np.float32)], name="sizes")
    return g.op("Reshape", [grid, g.ints(-1, 4)], name="anchors")


def decode(g: GraphBuilder, deltas: str, centre: str, weights: tuple[float, ...], width: str, height: str) -> str:
    """Deltas on centre-form boxes to corner boxes inside the image, both (n, 4)."""

    def halves(x: str, name: str) -> tuple[str, str]:
        first = g.op("Split", [x, g.ints(2, 2)], outputs=2, name=name, axis=1)
        return first, f"{first}:1"

    move, grow = halves(deltas, "deltas")
    middle, size = halves(centre, "reference")
    if weights[0] != 1:
        move = g.op("Mul", [move, g.number(1 / weights[0])], name="move")
        grow = g.op("Mul", [grow, g.number(1 / weights[2])], name="grow")
    xy = g.op("Add", [middle, g.op("Mul", [move, size], name="offset")], name="xy")
    factor = g.op("Exp", [g.op("Min", [grow, g.number(MAX_LOG_SCALE)], name="limit")], name="factor")
    half = g.op("Mul", [g.op("Mul", [size, factor], name="wh"), g.number(0.5)], name="half")
    ends = [g.op("Sub", [xy, half], name="low"), g.op("Add", [xy, half], name="high")]
    corners = g.op("Concat", ends, name="corners", axis=1)
    limit = g.op("Concat", [width, height, width, height], name="bounds", axis=0)
    return g.op("Min", [g.op("Max", [corners, g.number(0)], name="inside"), limit], name="clip")


def centre_form(g: GraphBuilder, boxes: str) -> str:
    low = g.op("Split", [boxes, g.ints(2, 2)], outputs=2, name="corners", axis=1)
    high = f"{low}:1"
    middle = g.op("Mul", [g.op("Add", [low, high], name="sum"), g.number(0.5)], name="middle")
    return g.op("Concat", [middle, g.op("Sub", [high, low], name="size")], name="centre", axis=1)


def side(g: GraphBuilder, shape: str, axis: int) -> str:
    """A side of the image as a float32 of shape (1)."""
    return g.op("Cast", [g.op("Gather", [shape, g.ints(axis)], name="side")], name="side_float", to=TensorProto.FLOAT)


def limit_by_area(g: GraphBuilder, units: str, per_unit: int, name: str) -> str:
    return g.op("Cast", [g.op("Mul", [units, g.number(per_unit)], name=f"{name}_float")], name=name, to=TensorProto.INT64)


def first_stage(g: GraphBuilder, pyramid: list[str], model: Detector, width: str, height: str) -> str:
    """Corner boxes of the proposals, (n, 4)."""
    scores, deltas, references = [], [], []
    for k, level in enumerate(pyramid):
        with g.scope(f"level{k}"):
            hidden = chain(g, level, model.rpn, "rpn")
            for name, layer, columns, out in (
                ("score", model.rpn_score[k], 1, scores),
                ("delta", model.rpn_delta[k], 4, deltas),
            ):
                with g.scope(name):
                    x = g.convolution(hidden, layer, f"rpn_{name}.{k}")
                    x = g.op("Transpose", [x], name="positions", perm=[0, 2, 3, 1])
                    out.append(g.op("Reshape", [x, g.ints(-1) if columns == 1 else g.ints(-1, 4)], name="rows"))
            with g.scope("anchors"):
                references.append(anchors(g, level, k, model))
    score = g.op("Concat", scores, name="scores", axis=0)
    delta = g.op("Concat", deltas, name="deltas", axis=0)
    reference = g.op("Concat", references, name="anchors", axis=0)
    area = g.op("Mul", [g.op("Mul", [width, height], name="area"), g.number(1 / AREA_UNIT)], name="units")
    units = g.op("Min", [g.op("Max", [area, g.number(1)], name="least"), g.number(MOST_AREA_UNITS)], name="most")
    before = limit_by_area(g, units, model.config.proposals_before, "before")
    before = g.op("Min", [before, g.op("Shape", [score], name="anchor_count")], name="before_k")
    after = limit_by_area(g, units, model.config.proposals_after, "after")
    top = g.op("TopK", [score, before], outputs=2, name="top")
    order = f"{top}:1"
    with g.scope("decode"):
        picked = g.op("Gather", [delta, order], name="picked_deltas")
        boxes = decode(g, picked, g.op("Gather", [reference, order], name="picked_anchors"), (1.0,) * 4, width, height)
    kept = g.op(
        "NonMaxSuppression",
        [
            g.op("Unsqueeze", [boxes, g.ints(0)], name="boxes"),
            g.op("Unsqueeze", [top, g.ints(0, 1)], name="nms_scores"),
            after,
            g.constant([model.config.proposal_overlap], np.float32),
        ],
        name="nms",
    )
    index = g.op("Gather", [kept, g.constant(2, np.int64)], name="kept", axis=1)
    return g.op("Gather", [boxes, index], name="proposals")


def pooled(g: GraphBuilder, level: str, boxes: str, batch: str, size: int, stride: int) -> str:
    x = g.op(
        "RoiAlign",
        [level, boxes, batch],
        name="roi_align",
        mode="avg",
        coordinate_transformation_mode="half_pixel",
        output_height=size,
        output_width=size,
        sampling_ratio=2,
        spatial_scale=1 / stride,
    )
    return g.op("Flatten", [x], name="flat", axis=1)


def second_stage(g: GraphBuilder, pyramid: list[str], model: Detector, boxes: str, width: str, height: str) -> tuple[str, str]:
    """Refined corner boxes (n, 4) and class probabilities (n, labels + 1)."""
    config = model.config
    with g.scope("context"):
        reference = centre_form(g, boxes)
        middle = g.op("Split", [reference, g.ints(2, 2)], outputs=2, name="split", axis=1)
        longer = g.op("ReduceMax", [f"{middle}:1", g.ints(1)], name="longer", keepdims=1)
        half = g.op("Max", [longer, g.number(32)], name="reach")
        around = [g.op("Sub", [middle, half], name="low"), g.op("Add", [middle, half], name="high")]
        context = g.op("Concat", around, name="square", axis=1)
    count = g.op("Shape", [boxes], name="count", start=0, end=1)
    batch = g.op("ConstantOfShape", [count], name="batch", value=helper.make_tensor("zero", TensorProto.INT64, [1], [0]))
    with g.scope("near"):
        half = g.op("Max", [g.op("Mul", [f"{middle}:1", g.number(0.5)], name="half"), g.number(LEAST_SIDE / 2)], name="reach")
        sides = [g.op("Sub", [middle, half], name="low"), g.op("Add", [middle, half], name="high")]
        thickened = g.op("Concat", sides, name="thickened", axis=1)
        near = pooled(g, pyramid[0], thickened, batch, config.pooled, STRIDES[0])
        # Refined by the box as it was seen: of a thin one nobody can tell how thin the proposal was.
        seen = centre_form(g, thickened)
    with g.scope("around"):
        far = pooled(g, pyramid[1], context, batch, config.pooled_context, STRIDES[1])
    x = g.op("Concat", [near, far], name="pooled", axis=1)
    for name in ("fc1", "fc2"):
        with g.scope(name):
            x = g.op("Relu", [g.linear(x, getattr(model, name), name)], name="relu")
    with g.scope("score"):
        probabilities = g.op("Softmax", [g.linear(x, model.score, "score")], name="softmax", axis=1)
    with g.scope("delta"):
        deltas = g.linear(x, model.delta, "delta")
        refined = decode(g, deltas, seen, BOX_WEIGHTS, width, height)
    return refined, probabilities


def results(g: GraphBuilder, boxes: str, probabilities: str, model: Detector) -> None:
    """Suppression within each label, then the best by falling score as the graph's outputs."""
    config = model.config
    symbols = g.op("Slice", [probabilities, g.ints(1), g.ints(config.labels + 1), g.ints(1)], name="symbols")
    symbols = g.op("Transpose", [symbols], name="by_label", perm=[1, 0])
    kept = g.op(
        "NonMaxSuppression",
        [
            g.op("Unsqueeze", [boxes, g.ints(0)], name="boxes"),
            g.op("Unsqueeze", [symbols, g.ints(0)], name="nms_scores"),
            g.ints(config.most_detections),
            g.constant([config.final_overlap], np.float32),
            g.constant([config.raw_score], np.float32),
        ],
        name="nms",
    )
    picked = g.op("Slice", [kept, g.ints(1), g.ints(3), g.ints(1)], name="label_and_box")
    score = g.op("GatherND", [symbols, picked], name="picked_scores")
    most = g.op("Min", [g.op("Shape", [score], name="count"), g.ints(config.most_detections)], name="most")
    top = g.op("TopK", [score, most], outputs=2, name="top")
    best = g.op("Gather", [picked, f"{top}:1"], name="best")
    label = g.op("Gather", [best, g.constant(0, np.int64)], name="label", axis=1)
    index = g.op("Gather", [best, g.constant(1, np.int64)], name="index", axis=1)
    g.nodes.append(helper.make_node("Gather", [boxes, index], ["boxes"], name="results/output_boxes"))
    g.nodes.append(helper.make_node("Identity", [top], ["scores"], name="results/output_scores"))
    g.nodes.append(helper.make_node("Add", [label, g.constant(1, np.int64)], ["labels"], name="results/output_labels"))


def build(model: Detector, half: bool, metadata: dict[str, str]) -> onnx.ModelProto:
    """`model` in evaluation mode, its weights in float16 if `half`."""
    g = GraphBuilder(half)
    shape = g.op("Shape", ["image"], name="image_shape")
    height, width = side(g, shape, 2), side(g, shape, 3)
    pyramid = features(g, "image", model)
    with g.scope("rpn"):
        proposals = first_stage(g, pyramid, model, width, height)
    with g.scope("roi"):
        boxes, probabilities = second_stage(g, pyramid, model, proposals, width, height)
    with g.scope("results"):
        results(g, boxes, probabilities, model)
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, "height", "width"])
    outputs = [
        helper.make_tensor_value_info("boxes", TensorProto.FLOAT, ["detections", 4]),
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["detections"]),
        helper.make_tensor_value_info("labels", TensorProto.INT64, ["detections"]),
    ]
    exported = g.model([image], outputs, "mobilenet_fpn_faster_rcnn")
    helper.set_model_props(exported, metadata)
    return exported
