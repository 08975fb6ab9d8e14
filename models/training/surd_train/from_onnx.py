"""Reads the weights of an exported detector back into PyTorch, so that training can start from a shipped file.

Batch normalisation was folded into the convolutions; it comes back as a normalisation that adds the bias and nothing else,
and stays frozen when such a model is trained further.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from .model import ConvBN, Detector
from .runtime import read_manifest


def trained_tensors(file: Path) -> dict[str, np.ndarray]:
    exported = onnx.load(file)
    return {
        tensor.name: numpy_helper.to_array(tensor).astype(np.float32)
        for tensor in exported.graph.initializer
        if not tensor.name.startswith("const/")
    }


@torch.no_grad()
def load_detector(manifest_path: Path) -> Detector:
    """The detector of a float32 or float16 manifest, in evaluation mode."""
    tensors = trained_tensors(manifest_path.parent / read_manifest(manifest_path)["file"])
    model = Detector().eval()

    def fill(layer: nn.Module, name: str, bias: torch.Tensor | None) -> None:
        layer.weight.copy_(torch.from_numpy(tensors.pop(f"{name}.weight")).reshape(layer.weight.shape))
        if bias is not None:
            bias.copy_(torch.from_numpy(tensors.pop(f"{name}.bias")))

    inside: set[str] = set()
    for name, module in model.named_modules():
        if isinstance(module, ConvBN):
            normalisation = module[1]
            # Running mean 0 and variance 1 - epsilon: it divides by exactly 1.
            normalisation.running_mean.zero_()
            normalisation.running_var.fill_(1 - normalisation.eps)
            normalisation.weight.fill_(1)
            # A block's convolution has no bias of its own, so the folded one goes behind it.
            fill(module[0], f"{name}.0", normalisation.bias)
            inside.add(f"{name}.0")
        elif isinstance(module, (nn.Conv2d, nn.Linear)) and name not in inside:
            fill(module, name, module.bias)
    if tensors:
        raise ValueError(f"weights without a place: {', '.join(sorted(tensors))}")
    return model
