"""The relations between proposals as ONNX nodes: what `relation.py` computes for one image."""

from __future__ import annotations

from torch import nn

from .boxes import LEAST_SIDE
from .graph import GraphBuilder
from .relation import HEAD_WIDTH, HEADS, MOST_LOOKED_AT, Relation


def first(g: GraphBuilder, x: str, name: str) -> str:
    """The rows of the best proposals."""
    return g.op("Slice", [x, g.ints(0), g.ints(MOST_LOOKED_AT), g.ints(0)], name=name)


def geometry(g: GraphBuilder, boxes: str) -> str:
    """(n, m, 5), see `relation.geometry`."""
    low = g.op("Split", [boxes, g.ints(2, 2)], outputs=2, name="corners", axis=1)
    high = f"{low}:1"
    middle = g.op("Mul", [g.op("Add", [low, high], name="sum"), g.number(0.5)], name="middle")
    size = g.op("Max", [g.op("Sub", [high, low], name="size"), g.number(LEAST_SIDE)], name="least")
    side = g.op("ReduceMax", [size, g.ints(1)], name="longer", keepdims=1)
    log_size = g.op("Log", [g.op("Concat", [size, side], name="sizes", axis=1)], name="log_size")

    def looking(x: str, name: str) -> str:
        return g.op("Unsqueeze", [x, g.ints(1)], name=f"{name}_looking")

    def seen(x: str, name: str) -> str:
        return g.op("Unsqueeze", [first(g, x, f"{name}_best"), g.ints(0)], name=f"{name}_seen")

    offset = g.op("Sub", [seen(middle, "middle"), looking(middle, "middle")], name="offset")
    offset = g.op("Div", [offset, looking(side, "side")], name="sides_away")
    offset = g.op("Softsign", [offset], name="dampened")
    grow = g.op("Sub", [seen(log_size, "size"), looking(log_size, "size")], name="grow")
    return g.op("Concat", [offset, grow], name="geometry", axis=2)


def relation(g: GraphBuilder, x: str, boxes: str, count: str, layer: Relation) -> str:
    """What to add to `x` (n, hidden); `count` is n as a tensor of shape (1)."""
    best = first(g, x, "best")

    def project(rows: str, projection: nn.Linear, name: str, order: list[int]) -> str:
        flat = g.linear(rows, projection, f"relation.{name}")
        split = g.op("Reshape", [flat, g.ints(-1, HEADS, HEAD_WIDTH)], name=f"{name}_heads")
        return g.op("Transpose", [split], name=f"{name}_by_head", perm=order)

    query = project(x, layer.query, "query", [1, 0, 2])
    key = project(best, layer.key, "key", [1, 2, 0])
    value = project(best, layer.value, "value", [1, 0, 2])
    with g.scope("bias"):
        near = g.op("Reshape", [geometry(g, boxes), g.ints(-1, 5)], name="rows")
        near = g.op("Relu", [g.linear(near, layer.near, "relation.near")], name="relu")
        flat = g.linear(near, layer.bias, "relation.bias")
        square = g.op("Concat", [count, g.ints(-1), g.ints(HEADS)], name="square", axis=0)
        bias = g.op("Transpose", [g.op("Reshape", [flat, square], name="pairs")], name="by_head", perm=[2, 0, 1])
    alike = g.op("Mul", [g.op("MatMul", [query, key], name="products"), g.number(HEAD_WIDTH**-0.5)], name="alike")
    weights = g.op("Softmax", [g.op("Add", [alike, bias], name="logits")], name="weights", axis=2)
    gathered = g.op("Transpose", [g.op("MatMul", [weights, value], name="gathered")], name="by_box", perm=[1, 0, 2])
    joined = g.op("Reshape", [gathered, g.ints(-1, HEADS * HEAD_WIDTH)], name="joined")
    return g.linear(joined, layer.out, "relation.out")
