"""A small builder of ONNX graphs: names nodes by scope, folds batch normalisation, keeps float16 weights behind casts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OPSET = 18
# Every operator here exists since opset 18 or before; 9 is the IR version of the release that brought opset 20.
IR_VERSION = 9


class GraphBuilder:
    """Collects nodes and initialisers. Values are known by their names, as in ONNX itself."""

    def __init__(self, half: bool):
        self.half = half
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}
        self.scopes: list[str] = []
        self.used: dict[str, int] = {}
        self.parameters = 0
        self.casts: dict[str, str] = {}

    @contextmanager
    def scope(self, name: str) -> Iterator[None]:
        self.scopes.append(name)
        yield
        self.scopes.pop()

    def unique(self, name: str) -> str:
        path = "/".join([*self.scopes, name])
        count = self.used.get(path, 0)
        self.used[path] = count + 1
        return path if count == 0 else f"{path}_{count}"

    def op(self, kind: str, inputs: Sequence[str], outputs: int = 1, name: str = "", **attributes: object) -> str:
        """Adds a node; the value's name, or with several outputs the first one's (the others end in `:1`, `:2` ...)."""
        path = self.unique(name or kind.lower())
        values = [path] + [f"{path}:{k}" for k in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), values, name=path, **attributes))
        return path

    def constant(self, value: object, dtype: type) -> str:
        """A small constant, shared by all that need the same one."""
        array = np.asarray(value, dtype)
        key = f"const/{array.dtype}/{'x'.join(map(str, array.shape)) or 'scalar'}/{array.tobytes().hex()[:64]}"
        if key not in self.initialisers:
            self.initialisers[key] = numpy_helper.from_array(array, key)
        return key

    def ints(self, *values: int) -> str:
        return self.constant(values, np.int64)

    def number(self, value: float) -> str:
        return self.constant(value, np.float32)

    def weight(self, name: str, array: np.ndarray) -> str:
        """A trained tensor: float32, or float16 followed by a cast back, which the runtime folds when it loads."""
        if name in self.casts:
            return self.casts[name]
        self.parameters += array.size
        kept = np.ascontiguousarray(array, np.float32)
        # Biases stay as they are: next to no bytes, and they carry the folded means of the batch normalisation.
        if not self.half or kept.ndim < 2:
            self.initialisers[name] = numpy_helper.from_array(kept, name)
            self.casts[name] = name
            return name
        if float(np.abs(kept).max()) > 65504:
            raise ValueError(f"{name} does not fit float16")
        self.initialisers[name] = numpy_helper.from_array(kept.astype(np.float16), name)
        value = f"{name}/float32"
        self.nodes.append(helper.make_node("Cast", [name], [value], name=value, to=TensorProto.FLOAT))
        self.casts[name] = value
        return value

    def convolution(self, x: str, convolution: nn.Conv2d, path: str, normalisation: nn.BatchNorm2d | None = None) -> str:
        """A convolution with the batch normalisation behind it folded into weights and bias."""
        weight = convolution.weight.detach().double().numpy()
        bias = np.zeros(len(weight)) if convolution.bias is None else convolution.bias.detach().double().numpy()
        if normalisation is not None:
            deviation = np.sqrt(normalisation.running_var.double().numpy() + normalisation.eps)
            gain = normalisation.weight.detach().double().numpy() / deviation
            weight = weight * gain[:, None, None, None]
            bias = (bias - normalisation.running_mean.double().numpy()) * gain
            bias = bias + normalisation.bias.detach().double().numpy()
        inputs = [x, self.weight(f"{path}.weight", weight), self.weight(f"{path}.bias", bias)]
        pad = convolution.padding[0]
        return self.op(
            "Conv",
            inputs,
            name="conv",
            kernel_shape=list(convolution.kernel_size),
            strides=list(convolution.stride),
            pads=[pad, pad, pad, pad],
            group=convolution.groups,
        )

    def linear(self, x: str, layer: nn.Linear, path: str) -> str:
        weight = self.weight(f"{path}.weight", layer.weight.detach().numpy())
        bias = self.weight(f"{path}.bias", layer.bias.detach().numpy())
        return self.op("Gemm", [x, weight, bias], name="gemm", transB=1)

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], name: str) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, list(self.initialisers.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="surd_train")
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model, full_check=True)
        return model
