"""The whole detector as one ONNX graph: normalised pixels in, boxes, scores and labels out.

Written node by node rather than traced: anchors are computed from the sizes of the feature maps, so any height and width
works, there is one non-maximum suppression a stage, and no If, Loop or NonZero that a phone's runtime would refuse. It
computes what `detect` of the model does; a test of the app compares the two on 50 images of different sizes.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper

from .architectures import Detector
from .box_graph import side
from .boxes import FINAL_OVERLAP, MOST_DETECTIONS, RAW_SCORE
from .feature_graph import features
from .graph import GraphBuilder
from .single_stage_graph import predictions
from .two_stage import TwoStage
from .two_stage_graph import first_stage, second_stage


def results(g: GraphBuilder, boxes: str, symbols: str) -> None:
    """Suppression within each label, then the best by falling score as the graph's outputs."""
    kept = g.op(
        "NonMaxSuppression",
        [
            g.op("Unsqueeze", [boxes, g.ints(0)], name="boxes"),
            g.op("Unsqueeze", [symbols, g.ints(0)], name="nms_scores"),
            g.ints(MOST_DETECTIONS),
            g.constant([FINAL_OVERLAP], np.float32),
            g.constant([RAW_SCORE], np.float32),
        ],
        name="nms",
    )
    picked = g.op("Slice", [kept, g.ints(1), g.ints(3), g.ints(1)], name="label_and_box")
    score = g.op("GatherND", [symbols, picked], name="picked_scores")
    most = g.op("Min", [g.op("Shape", [score], name="count"), g.ints(MOST_DETECTIONS)], name="most")
    top = g.op("TopK", [score, most], outputs=2, name="top")
    best = g.op("Gather", [picked, f"{top}:1"], name="best")
    label = g.op("Gather", [best, g.constant(0, np.int64)], name="label", axis=1)
    index = g.op("Gather", [best, g.constant(1, np.int64)], name="index", axis=1)
    g.nodes.append(helper.make_node("Gather", [boxes, index], ["boxes"], name="results/output_boxes"))
    g.nodes.append(helper.make_node("Identity", [top], ["scores"], name="results/output_scores"))
    g.nodes.append(helper.make_node("Add", [label, g.constant(1, np.int64)], ["labels"], name="results/output_labels"))


def build(model: Detector, name: str, half: bool, metadata: dict[str, str]) -> onnx.ModelProto:
    """`model` in evaluation mode as the graph `name`, its weights in float16 if `half`."""
    g = GraphBuilder(half)
    shape = g.op("Shape", ["image"], name="image_shape")
    height, width = side(g, shape, 2), side(g, shape, 3)
    levels = features(g, "image", model)
    if isinstance(model, TwoStage):
        with g.scope("rpn"):
            proposals = first_stage(g, levels, model, width, height)
        with g.scope("roi"):
            boxes, symbols = second_stage(g, levels, model, proposals, width, height)
    else:
        with g.scope("anchors"):
            boxes, symbols = predictions(g, levels, model, width, height)
    with g.scope("results"):
        results(g, boxes, symbols)
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, "height", "width"])
    outputs = [
        helper.make_tensor_value_info("boxes", TensorProto.FLOAT, ["detections", 4]),
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["detections"]),
        helper.make_tensor_value_info("labels", TensorProto.INT64, ["detections"]),
    ]
    exported = g.model([image], outputs, name)
    helper.set_model_props(exported, metadata)
    return exported
