"""Both stages of the two-stage detector as ONNX nodes."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper

from .box_graph import area_units, centre_form, decode, limit_by_area, thickened
from .boxes import PLAIN_WEIGHTS
from .feature_graph import anchors, chain, rows
from .graph import GraphBuilder
from .relation_graph import relation
from .two_stage import BOX_WEIGHTS, SIZE_UNIT, TwoStage


def first_stage(g: GraphBuilder, levels: list[str], model: TwoStage, width: str, height: str) -> str:
    """Corner boxes of the proposals, (n, 4)."""
    scores, deltas, references = [], [], []
    for k, level in enumerate(levels):
        with g.scope(f"level{k}"):
            hidden = chain(g, level, model.rpn, "rpn")
            for name, layer, columns, out in (
                ("score", model.rpn_score[k], 1, scores),
                ("delta", model.rpn_delta[k], 4, deltas),
            ):
                with g.scope(name):
                    out.append(rows(g, hidden, layer, f"rpn_{name}.{k}", columns))
            with g.scope("anchors"):
                references.append(anchors(g, level, k, model))
    score = g.op("Concat", scores, name="scores", axis=0)
    delta = g.op("Concat", deltas, name="deltas", axis=0)
    reference = g.op("Concat", references, name="anchors", axis=0)
    units = area_units(g, width, height)
    before = limit_by_area(g, units, model.config.proposals_before, "before")
    before = g.op("Min", [before, g.op("Shape", [score], name="anchor_count")], name="before_k")
    after = limit_by_area(g, units, model.config.proposals_after, "after")
    top = g.op("TopK", [score, before], outputs=2, name="top")
    order = f"{top}:1"
    with g.scope("decode"):
        picked = g.op("Gather", [delta, order], name="picked_deltas")
        picked_anchors = g.op("Gather", [reference, order], name="picked_anchors")
        boxes = thickened(g, decode(g, picked, picked_anchors, PLAIN_WEIGHTS, width, height))
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


def pooled(g: GraphBuilder, levels: list[str], which: int, model: TwoStage, boxes: str, batch: str, size: int) -> str:
    which = min(which, len(levels) - 1)
    x = g.op(
        "RoiAlign",
        [levels[which], boxes, batch],
        name="roi_align",
        mode="avg",
        coordinate_transformation_mode="half_pixel",
        output_height=size,
        output_width=size,
        sampling_ratio=2,
        spatial_scale=1 / model.levels.strides[which],
    )
    return g.op("Flatten", [x], name="flat", axis=1)


def second_stage(
    g: GraphBuilder, levels: list[str], model: TwoStage, boxes: str, width: str, height: str
) -> tuple[str, str]:
    """Refined corner boxes (n, 4) and class probabilities (labels, n)."""
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
        near = pooled(g, levels, 0, model, boxes, batch, config.pooled)
    with g.scope("around"):
        far = pooled(g, levels, 1, model, context, batch, config.pooled_context)
    x = g.op("Concat", [near, far], name="pooled", axis=1)
    with g.scope("fc1"):
        sides = g.op("Log", [g.op("Mul", [f"{middle}:1", g.number(1 / SIZE_UNIT)], name="units")], name="log_size")
        sized = g.linear(sides, model.size, "size")
        x = g.op("Relu", [g.op("Add", [g.linear(x, model.fc1, "fc1"), sized], name="sized")], name="relu")
    with g.scope("relation"):
        x = g.op("Add", [x, relation(g, x, boxes, count, model.relation)], name="related")
    with g.scope("fc2"):
        x = g.op("Relu", [g.linear(x, model.fc2, "fc2")], name="relu")
    with g.scope("score"):
        probabilities = g.op("Softmax", [g.linear(x, model.score, "score")], name="softmax", axis=1)
        symbols = g.op("Slice", [probabilities, g.ints(1), g.ints(config.labels + 1), g.ints(1)], name="symbols")
        symbols = g.op("Transpose", [symbols], name="by_label", perm=[1, 0])
    with g.scope("delta"):
        deltas = g.linear(x, model.delta, "delta")
        refined = decode(g, deltas, reference, BOX_WEIGHTS, width, height)
    return refined, symbols
