"""Builds the ONNX graph of all-MiniLM-L6-v2 from its weights, so that no torch is needed.

The graph takes one sentence at a time ("tokens", int64, 1 × n) and gives its vector ("vector", float32, 1 × 384):
the mean over all tokens, the special ones included, at length 1. One sentence has no padding, so there is no mask;
and int8 activations are scaled per call, so a sentence beside others would get another vector than alone.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
WIDTH = 384
HEAD_WIDTH = WIDTH // HEADS
EPSILON = 1e-12
OPSET = 17

Weights = Mapping[str, Any]


class _Graph:
    """Collects nodes and constants; each method adds a node and gives the name of its output."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, value: Any) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def number(self, value: float) -> str:
        return self.constant(f"f_{value:.6g}", np.array(value, dtype=np.float32))

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name])

    def dense(self, inputs: str, *names: str) -> str:
        """Linear layers side by side on the same input, as one multiplication."""
        joined = "+".join(names)
        kernel = np.concatenate([self._weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        product = self.add("MatMul", inputs, self.constant(f"{joined}.weight", kernel))
        return self.add("Add", product, self.constant(f"{joined}.bias", bias))

    def normalised(self, inputs: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", inputs, scale, bias, axis=-1, epsilon=EPSILON)


def _embedded(graph: _Graph, tokens: str) -> str:
    count = graph.add("Slice", graph.add("Shape", tokens), graph.integers(1), graph.integers(2))
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), tokens)
    positions = graph.add(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        graph.integers(0),
        count,
        graph.integers(0),
    )
    sentence = graph.constant("first_sentence", graph._weights["embeddings.token_type_embeddings.weight"][0])
    placed = graph.add("Add", graph.add("Add", words, positions), sentence)
    return graph.normalised(placed, "embeddings.LayerNorm")


def _attention(graph: _Graph, inputs: str, layer: str) -> str:
    own = f"{layer}.attention.self"
    joined = graph.dense(inputs, f"{own}.query", f"{own}.key", f"{own}.value")
    apart = graph.add("Reshape", joined, graph.integers(0, 0, 3, HEADS, HEAD_WIDTH))
    # -> three, batch, heads, tokens, head width
    stacked = graph.add("Transpose", apart, perm=[2, 0, 3, 1, 4])
    query, key, value = (graph.add("Gather", stacked, graph.integers(part)) for part in range(3))
    query, key, value = (graph.add("Squeeze", part, graph.integers(0)) for part in (query, key, value))
    likeness = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    shares = graph.add("Softmax", graph.add("Mul", likeness, graph.number(HEAD_WIDTH**-0.5)), axis=-1)
    seen = graph.add("Transpose", graph.add("MatMul", shares, value), perm=[0, 2, 1, 3])
    together = graph.add("Reshape", seen, graph.integers(0, 0, WIDTH))
    out = graph.dense(together, f"{layer}.attention.output.dense")
    return graph.normalised(graph.add("Add", out, inputs), f"{layer}.attention.output.LayerNorm")


def _gelu(graph: _Graph, inputs: str) -> str:
    error = graph.add("Erf", graph.add("Mul", inputs, graph.number(0.5**0.5)))
    curved = graph.add("Mul", inputs, graph.add("Add", error, graph.number(1.0)))
    return graph.add("Mul", curved, graph.number(0.5))


def _feed_forward(graph: _Graph, inputs: str, layer: str) -> str:
    wide = _gelu(graph, graph.dense(inputs, f"{layer}.intermediate.dense"))
    out = graph.dense(wide, f"{layer}.output.dense")
    return graph.normalised(graph.add("Add", out, inputs), f"{layer}.output.LayerNorm")


def build(weights: Weights) -> Any:
    """The encoder as an ONNX model, from the tensors of the original model.safetensors."""
    graph = _Graph(weights)
    state = _embedded(graph, "tokens")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        state = _feed_forward(graph, _attention(graph, state, layer), layer)
    mean = graph.add("ReduceMean", state, axes=[1], keepdims=0)
    length = graph.add("ReduceL2", mean, axes=[1], keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, length], ["vector"]))
    body = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "count"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])],
        initializer=list(graph.constants.values()),
    )
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
