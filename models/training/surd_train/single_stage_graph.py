"""The single-stage detectors as ONNX nodes."""

from __future__ import annotations

from .box_graph import area_units, decode, limit_by_area
from .boxes import PLAIN_WEIGHTS
from .feature_graph import anchors, chain, rows
from .graph import GraphBuilder
from .single_stage import SingleStage


def predictions(g: GraphBuilder, levels: list[str], model: SingleStage, width: str, height: str) -> tuple[str, str]:
    """Corner boxes (n, 4) and probabilities (labels, n) of the anchors that promise most."""
    scores, deltas, references = [], [], []
    for k, level in enumerate(levels):
        tower = min(k, len(model.towers) - 1)
        with g.scope(f"level{k}"):
            hidden = chain(g, level, model.towers[tower], f"towers.{tower}")
            with g.scope("score"):
                scores.append(rows(g, hidden, model.score[k], f"score.{k}", model.config.labels))
            with g.scope("delta"):
                deltas.append(rows(g, hidden, model.delta[k], f"delta.{k}", 4))
            with g.scope("anchors"):
                references.append(anchors(g, level, k, model))
    score = g.op("Sigmoid", [g.op("Concat", scores, name="scores", axis=0)], name="probabilities")
    delta = g.op("Concat", deltas, name="deltas", axis=0)
    reference = g.op("Concat", references, name="anchors", axis=0)
    best = g.op("ReduceMax", [score, g.ints(1)], name="best", keepdims=0)
    limit = limit_by_area(g, area_units(g, width, height), model.config.candidates, "candidates")
    limit = g.op("Min", [limit, g.op("Shape", [best], name="anchor_count")], name="candidates_k")
    order = g.op("TopK", [best, limit], outputs=2, name="top") + ":1"
    with g.scope("decode"):
        picked = g.op("Gather", [delta, order], name="picked_deltas")
        boxes = decode(g, picked, g.op("Gather", [reference, order], name="picked_anchors"), PLAIN_WEIGHTS, width, height)
    symbols = g.op("Transpose", [g.op("Gather", [score, order], name="picked_scores")], name="by_label", perm=[1, 0])
    return boxes, symbols
