"""The encoder as a PyTorch module: what `asklint.judging.encoder` computes, with gradients."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from asklint.judging.encoder import ENCODER_TASKS
from training.encoder.examples import MARKS

WIDTH, INNER = 384, 1536
HEADS = 12
DROPOUT = 0.1
SIZES = {"ask": 1, "person": 2, "action": 2, "reason": 2, "reciprocity": 2}
"""How many log odds each reading gives; of kinds one each."""


class Layer(nn.Module):
    """A transformer layer with the normalization behind each half."""

    def __init__(self, drop: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.feed_forward_in = nn.Linear(WIDTH, INNER)
        self.feed_forward_out = nn.Linear(INNER, WIDTH)
        self.feed_forward_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = drop

    def forward(self, states: Tensor, held: Tensor) -> Tensor:
        """The next states; shapes (messages, pieces, width), and `held` (messages, pieces), which tells true pieces."""
        asked, keys, values = self.qkv(states).split(WIDTH, dim=-1)
        # Spelled out, and in half precision: on a processor five times as fast as PyTorch's own function for it.
        scores = _by_head(asked) @ _by_head(keys).transpose(2, 3) * (WIDTH / HEADS) ** -0.5
        scores = scores.masked_fill(~held[:, None, None, :], -1e4)
        seen = (scores.softmax(-1) @ _by_head(values)).transpose(1, 2).reshape(states.shape).float()
        states = self.attention_norm(states + self.drop(self.attention_output(seen)))
        wide = functional.gelu(self.feed_forward_in(states))
        return self.feed_forward_norm(states + self.drop(self.feed_forward_out(wide)))


def _by_head(rows: Tensor) -> Tensor:
    return rows.bfloat16().unflatten(-1, (HEADS, -1)).transpose(1, 2)


class Dropout(nn.Module):
    """Dropout by masks drawn once, from a random place on: drawing them anew took as long as all the products."""

    def __init__(self) -> None:
        super().__init__()
        masks = (torch.rand(1 << 23) >= DROPOUT).float() / (1 - DROPOUT)
        self.register_buffer("masks", masks, persistent=False)

    def forward(self, values: Tensor) -> Tensor:
        """The values, some of them set to nothing while training."""
        if not self.training:
            return values
        first = int(torch.randint(len(self.masks) - values.numel(), (1,)))
        return values * self.masks[first : first + values.numel()].view(values.shape)


class Network(nn.Module):
    """See `asklint.judging.encoder.Encoder`; embeddings of pieces and places stay as they were published."""

    def __init__(self, kinds: int, pieces: int, places: int, layers: int) -> None:
        super().__init__()
        self.piece_embeddings = nn.Embedding(pieces, WIDTH).requires_grad_(False)
        self.position_embeddings = nn.Embedding(places, WIDTH).requires_grad_(False)
        self.embedding_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout()
        self.layers = nn.ModuleList([Layer(self.drop) for _ in range(layers)])
        self.marks = nn.Linear(WIDTH, len(MARKS))
        self.pooling = nn.Linear(WIDTH, len(ENCODER_TASKS))
        self.outputs = nn.ModuleDict({name: nn.Linear(2 * WIDTH, SIZES.get(name, kinds)) for name in ENCODER_TASKS})

    def forward(self, numbers: Tensor, held: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """What each reading says, and the log odds of marks; both by message."""
        states = self.piece_embeddings(numbers) + self.position_embeddings.weight[: numbers.shape[1]]
        states = self.drop(self.embedding_norm(states))
        for layer in self.layers:
            states = layer(states, held)
        states = self.drop(states)
        looks = self.pooling(states).masked_fill(~held[:, :, None], -1e4).softmax(1)
        found = looks.transpose(1, 2) @ states
        first = states[:, 0]
        said = {
            name: self.outputs[name](torch.cat([found[:, n], first], dim=-1)) for n, name in enumerate(ENCODER_TASKS)
        }
        return said, self.marks(states)


def published(folder: Path, kinds: int, used: tuple[int, ...]) -> Network:
    """A network that begins with some layers of a published encoder in the layout of BERT, 384 wide."""
    held = load_file(folder / "model.safetensors")
    held = {name.removeprefix("bert."): value for name, value in held.items()}
    pieces, places = held["embeddings.word_embeddings.weight"], held["embeddings.position_embeddings.weight"]
    network = Network(kinds, len(pieces), len(places), len(used))
    with torch.no_grad():
        network.piece_embeddings.weight.copy_(pieces)
        # All text is of the first of the two types that the published encoder tells apart.
        network.position_embeddings.weight.copy_(places + held["embeddings.token_type_embeddings.weight"][0])
        _copy(network.embedding_norm, held, "embeddings.LayerNorm")
        for number, layer in zip(used, network.layers, strict=True):
            _fill(layer, held, f"encoder.layer.{number}")
    return network


def _fill(layer: Layer, held: dict[str, Tensor], name: str) -> None:
    own = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    layer.qkv.weight.copy_(torch.cat([held[f"{part}.weight"] for part in own]))
    layer.qkv.bias.copy_(torch.cat([held[f"{part}.bias"] for part in own]))
    _copy(layer.attention_output, held, f"{name}.attention.output.dense")
    _copy(layer.attention_norm, held, f"{name}.attention.output.LayerNorm")
    _copy(layer.feed_forward_in, held, f"{name}.intermediate.dense")
    _copy(layer.feed_forward_out, held, f"{name}.output.dense")
    _copy(layer.feed_forward_norm, held, f"{name}.output.LayerNorm")


def _copy(module: nn.Module, held: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(held[f"{name}.weight"])
    module.bias.copy_(held[f"{name}.bias"])
