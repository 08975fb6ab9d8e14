"""Boxes, and sizes of the image, as ONNX nodes: what `boxes.py` computes."""

from __future__ import annotations

from onnx import TensorProto

from .backbone import AREA_UNIT, MOST_AREA_UNITS
from .boxes import LEAST_SIDE, MAX_LOG_SCALE, Weights
from .graph import GraphBuilder


def decode(g: GraphBuilder, deltas: str, centre: str, weights: Weights, width: str, height: str) -> str:
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


def thickened(g: GraphBuilder, boxes: str) -> str:
    """Corner boxes, each side at least `LEAST_SIDE` around the same centre."""
    with g.scope("thickened"):
        middle = g.op("Split", [centre_form(g, boxes), g.ints(2, 2)], outputs=2, name="split", axis=1)
        half = g.op("Max", [g.op("Mul", [f"{middle}:1", g.number(0.5)], name="half"), g.number(LEAST_SIDE / 2)], name="reach")
        sides = [g.op("Sub", [middle, half], name="low"), g.op("Add", [middle, half], name="high")]
        return g.op("Concat", sides, name="corners", axis=1)


def side(g: GraphBuilder, shape: str, axis: int) -> str:
    """A side of the image as a float32 of shape (1)."""
    return g.op("Cast", [g.op("Gather", [shape, g.ints(axis)], name="side")], name="side_float", to=TensorProto.FLOAT)


def area_units(g: GraphBuilder, width: str, height: str) -> str:
    """How many training canvases the image holds, at least 1, as a float32 of shape (1)."""
    area = g.op("Mul", [g.op("Mul", [width, height], name="area"), g.number(1 / AREA_UNIT)], name="units")
    return g.op("Min", [g.op("Max", [area, g.number(1)], name="least"), g.number(MOST_AREA_UNITS)], name="most")


def limit_by_area(g: GraphBuilder, units: str, per_unit: int, name: str) -> str:
    return g.op("Cast", [g.op("Mul", [units, g.number(per_unit)], name=f"{name}_float")], name=name, to=TensorProto.INT64)
