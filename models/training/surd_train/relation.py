"""Relations between the proposals of one image (after Hu et al., arXiv 1711.11575): self-attention whose weights also know
how the boxes lie to each other. A stroke is a `|` if another stands beyond, an `X` is one if the letters around it are small.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .boxes import LEAST_SIDE

HEADS = 4
HEAD_WIDTH = 32
GEOMETRY_WIDTH = 16
# Only the best proposals are looked at, by all: on a page with thousands the weights would not fit memory.
MOST_LOOKED_AT = 800


def geometry(boxes: Tensor, others: Tensor) -> Tensor:
    """(n, m, 5): offset in sides of the looking box, its distance dampened, and how much larger the other is."""
    size = (boxes[:, 2:] - boxes[:, :2]).clamp(min=LEAST_SIDE)
    other_size = (others[:, 2:] - others[:, :2]).clamp(min=LEAST_SIDE)
    side = size.amax(1, keepdim=True)
    other_side = other_size.amax(1, keepdim=True)
    offset = ((others[:, :2] + others[:, 2:]).unsqueeze(0) - (boxes[:, :2] + boxes[:, 2:]).unsqueeze(1)) * 0.5
    offset = offset / side.unsqueeze(1)
    # x / (1 + |x|): the nearest neighbours are told apart, those far away are just far.
    offset = offset / (1 + offset.abs())
    grow = torch.log(torch.cat([other_size, other_side], 1)).unsqueeze(0) - torch.log(torch.cat([size, side], 1)).unsqueeze(1)
    return torch.cat([offset, grow], dim=2)


class Relation(nn.Module):
    def __init__(self, hidden: int):
        super().__init__()
        width = HEADS * HEAD_WIDTH
        self.query = nn.Linear(hidden, width)
        self.key = nn.Linear(hidden, width)
        self.value = nn.Linear(hidden, width)
        self.near = nn.Linear(5, GEOMETRY_WIDTH)
        self.bias = nn.Linear(GEOMETRY_WIDTH, HEADS)
        self.out = nn.Linear(width, hidden)
        # Nothing is added at first: a detector without relations can be trained on with them.
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, boxes: Tensor, batch_index: Tensor) -> Tensor:
        """What to add to `x` (n, hidden) for corner boxes (n, 4) by falling score; only boxes of the same image are seen."""
        added = torch.empty_like(x)
        for image in batch_index.unique():
            inside = batch_index == image
            added[inside] = self.one_image(x[inside], boxes[inside]).to(added.dtype)
        return added

    def one_image(self, x: Tensor, boxes: Tensor) -> Tensor:
        seen = x[:MOST_LOOKED_AT]

        def heads(y: Tensor) -> Tensor:
            return y.reshape(-1, HEADS, HEAD_WIDTH).transpose(0, 1)

        query, key, value = heads(self.query(x)), heads(self.key(seen)), heads(self.value(seen))
        bias = self.bias(torch.relu(self.near(geometry(boxes, boxes[:MOST_LOOKED_AT])))).permute(2, 0, 1)
        weights = torch.softmax(query @ key.transpose(1, 2) * HEAD_WIDTH**-0.5 + bias, dim=2)
        return self.out((weights.to(value.dtype) @ value).transpose(0, 1).reshape(len(x), -1))
