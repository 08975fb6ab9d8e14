"""Backbone, feature levels and anchors as ONNX nodes."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto
from torch import nn

from .backbone import Backbone, ConvBN, InvertedResidual
from .graph import GraphBuilder


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


def features(g: GraphBuilder, x: str, model: Backbone) -> list[str]:
    """The levels, finest first."""
    with g.scope("backbone"):
        with g.scope("stem"):
            x = chain(g, x, model.stem, "stem")
        bottom_up = []
        for k, stage in enumerate(model.stages):
            with g.scope(f"stage{k}"):
                x = chain(g, x, stage, f"stages.{k}")
            bottom_up.append(x)
    with g.scope("fpn" if model.levels.top_down else "levels"):
        levels: list[str] = []
        top = ""
        for k in range(len(model.lateral) - 1, -1, -1):
            with g.scope(f"level{k}"):
                lateral = conv_bn(g, bottom_up[model.levels.first + k], model.lateral[k], f"lateral.{k}")
                if top and model.levels.top_down:
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
                levels.insert(0, chain(g, top, model.smooth[k], f"smooth.{k}"))
    return levels


def anchors(g: GraphBuilder, level: str, k: int, model: Backbone) -> str:
    """(1, height * width * A, 4) centre form, from the size of the feature map."""
    stride = model.levels.strides[k]
    sizes = getattr(model, f"anchors{k}").numpy()
    shape = g.op("Shape", [level], name="shape")

    def centres(axis: int, view: tuple[int, ...]) -> str:
        count = g.op("Gather", [shape, g.constant(axis, np.int64)], name="count")
        steps = g.op("Range", [g.constant(0, np.int64), count, g.constant(1, np.int64)], name="range")
        steps = g.op("Cast", [steps], name="float", to=TensorProto.FLOAT)
        steps = g.op("Mul", [steps, g.number(stride)], name="stride")
        return g.op("Reshape", [g.op("Add", [steps, g.number(stride / 2)], name="centre"), g.ints(*view)], name="view")

    # x stands in the first of four columns, y in the second, width and height in the other two: three broadcast sums.
    ys = g.op("Mul", [centres(2, (-1, 1, 1, 1)), g.constant([0, 1, 0, 0], np.float32)], name="y")
    xs = g.op("Mul", [centres(3, (1, -1, 1, 1)), g.constant([1, 0, 0, 0], np.float32)], name="x")
    base = np.concatenate([np.zeros_like(sizes), sizes], 1)[None, None]
    grid = g.op("Add", [g.op("Add", [ys, xs], name="xy"), g.constant(base, np.float32)], name="sizes")
    return g.op("Reshape", [grid, g.ints(-1, 4)], name="anchors")


def rows(g: GraphBuilder, hidden: str, layer: nn.Conv2d, path: str, columns: int) -> str:
    """A convolution's channels as one row an anchor: (N) for one column, else (N, columns)."""
    x = g.convolution(hidden, layer, path)
    x = g.op("Transpose", [x], name="positions", perm=[0, 2, 3, 1])
    return g.op("Reshape", [x, g.ints(-1) if columns == 1 else g.ints(-1, columns)], name="rows")
