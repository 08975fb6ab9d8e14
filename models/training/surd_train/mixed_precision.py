"""Training in bfloat16 where that saves time."""

from __future__ import annotations

import torch


def mixed_precision() -> torch.autocast:
    """Computes what is inside in bfloat16 where the CPU has it. Elsewhere convolutions in it are emulated, eight times slower
    than in float32, which is what they are left in there."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())
