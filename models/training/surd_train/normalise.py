"""From gray pixels to the tensor that the network takes."""

from __future__ import annotations

import numpy as np
import torch

MEAN = 0.8
STD = 0.25


def to_tensor(image: np.ndarray) -> torch.Tensor:
    """uint8 gray (H, W) to float32 (1, 1, H', W'), sides padded with paper white to a multiple of 32."""
    height, width = image.shape
    padded = np.full((-(-height // 32) * 32, -(-width // 32) * 32), 255, np.uint8)
    padded[:height, :width] = image
    return ((torch.from_numpy(padded).float() / 255 - MEAN) / STD)[None, None]
