"""Writes an encoder as the files that ship."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from training.encoder.network import HEADS, WIDTH, Layer, Network
from training.encoder.quantized import quantized

POSITIONS = 256
"""How many places of a piece in a text are kept, which is how many could be read at once."""


def write_encoder(network: Network, names: tuple[str, ...], folder: Path) -> None:
    """Write `pieces.txt`, `pieces.npy` and `encoder.npz`; matrices in eight bits, with a scale a row or column."""
    folder.mkdir(parents=True, exist_ok=True)
    table = network.piece_embeddings.weight.detach().numpy()
    scales = np.abs(table).max(axis=1, keepdims=True) / 127
    np.save(folder / "pieces.npy", np.round(table / np.maximum(scales, 1e-9)).astype(np.int8))
    (folder / "pieces.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    held: dict[str, NDArray[Any]] = {
        "piece_scales": scales.astype(np.float32),
        "position_embeddings": network.position_embeddings.weight.detach().numpy()[:POSITIONS].astype(np.float16),
        "layers": np.array(len(network.layers)),
    }
    _norm(held, "embedding_norm", network.embedding_norm)
    for number, layer in enumerate(network.layers):
        _layer(held, f"layers.{number}", layer)
    _linear(held, "pooling", network.pooling)
    for name, module in network.outputs.items():
        _linear(held, f"outputs.{name}", module)
    np.savez(folder / "encoder.npz", allow_pickle=False, **held)


def _layer(held: dict[str, NDArray[Any]], name: str, layer: Layer) -> None:
    weight, bias = _matrix(layer.qkv)
    # Scaled here, the queries need not be when they are used.
    weight[:, :WIDTH] /= (WIDTH / HEADS) ** 0.5
    bias[:WIDTH] /= (WIDTH / HEADS) ** 0.5
    _quantized(held, f"{name}.qkv", weight, bias)
    for part in ("attention_output", "feed_forward_in", "feed_forward_out"):
        _linear(held, f"{name}.{part}", getattr(layer, part))
    for part in ("attention_norm", "feed_forward_norm"):
        _norm(held, f"{name}.{part}", getattr(layer, part))


def _linear(held: dict[str, NDArray[Any]], name: str, module: nn.Module) -> None:
    _quantized(held, name, *_matrix(module))


def _matrix(module: nn.Module) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Its weights, mapping rows from the left, and its bias."""
    return module.weight.detach().numpy().T.copy(), module.bias.detach().numpy().copy()


def _quantized(
    held: dict[str, NDArray[Any]], name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]
) -> None:
    held[f"{name}.weight"], held[f"{name}.weight.scale"] = quantized(weight)
    held[f"{name}.bias"] = bias


def _norm(held: dict[str, NDArray[Any]], name: str, module: nn.Module) -> None:
    held[f"{name}.weight"] = module.weight.detach().numpy()
    held[f"{name}.bias"] = module.bias.detach().numpy()
