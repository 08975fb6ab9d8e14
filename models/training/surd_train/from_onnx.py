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

from .architectures import ARCHITECTURES, Detector
from .backbone import Backbone, ConvBN
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
    manifest = read_manifest(manifest_path)
    tensors = trained_tensors(manifest_path.parent / manifest["file"])
    model = ARCHITECTURES[manifest["architecture"]].make().eval()

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


def lend_backbone(source: Backbone, model: Backbone) -> None:
    """Copies the backbone of `source`, and its levels of the same strides, into a detector of another architecture."""
    model.stem.load_state_dict(source.stem.state_dict())
    for mine, theirs in zip(model.stages, source.stages, strict=False):
        mine.load_state_dict(theirs.state_dict())
    skipped = model.levels.first - source.levels.first
    for mine, theirs in ((model.lateral, source.lateral), (model.smooth, source.smooth)):
        for k, layer in enumerate(mine):
            layer.load_state_dict(theirs[skipped + k].state_dict())


@torch.no_grad()
def restore_normalisation(model: Detector, images: list[torch.Tensor]) -> None:
    """Gives the folded normalisations statistics again, measured on normalised canvases (B, 1, H, W), and a gain and bias
    that undo them: the model computes what it did, and can be trained in training mode."""
    sums: dict[nn.BatchNorm2d, list[torch.Tensor]] = {}

    def collect(layer: nn.BatchNorm2d, inputs: tuple[torch.Tensor, ...], _: torch.Tensor) -> None:
        x = inputs[0].double()
        count = torch.tensor(float(x.numel() // x.shape[1]), dtype=torch.float64)
        now = [x.sum((0, 2, 3)), x.square().sum((0, 2, 3)), count]
        before = sums.get(layer)
        sums[layer] = now if before is None else [a + b for a, b in zip(before, now, strict=True)]

    hooks = [m.register_forward_hook(collect) for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    model.eval()
    for image in images:
        model.dense_outputs(image)
    for hook in hooks:
        hook.remove()
    for layer, (total, squares, count) in sums.items():
        mean = total / count
        variance = (squares / count - mean.square()).clamp(min=1e-6)
        layer.bias += mean.float()
        layer.weight.copy_(torch.sqrt(variance + layer.eps))
        layer.running_mean.copy_(mean)
        layer.running_var.copy_(variance)
