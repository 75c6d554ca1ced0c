"""Fits a network to examples, all tasks at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional, utils

from asklint.vocabulary import Element
from training.encoder.examples import Example
from training.encoder.network import Network, published

USED = (0, 1, 2, 3)
"""The layers of the published encoder that are kept; the upper ones serve its own purpose, not ours (Sajjad et al.
2020)."""
EPOCHS = 3
BATCH = 48
RATE, RATE_OF_NEW = 2e-4, 1e-3
"""Learning rates of what was published, and of what is new."""
WARM = 0.06
"""Share of the steps in which the rate rises."""
WEIGHT_OF_MARKS = 0.5


def fit(examples: Sequence[Example], kinds: Sequence[str], start: Path, seed: int = 0) -> Network:
    """Fit the lower layers of the published encoder in `start` to some examples, by AdamW with a linear rate."""
    torch.manual_seed(seed)
    # Products in half precision where the processor has them, several times as fast.
    torch.set_float32_matmul_precision("medium")
    draw = np.random.default_rng(seed)
    network = published(start, len(kinds), USED)
    new = {id(weight) for module in (network.marks, network.pooling, network.outputs) for weight in module.parameters()}
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [weight for weight in weights if id(weight) not in new], "lr": RATE},
            {"params": [weight for weight in weights if id(weight) in new], "lr": RATE_OF_NEW},
        ],
        weight_decay=0.01,
    )
    steps = EPOCHS * -(-len(examples) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(0.02, 1 - step / steps)
    )
    network.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in batches(examples, draw):
            loss = loss_of(network, batch, kinds)
            optimizer.zero_grad()
            loss.backward()
            utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach()) * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(examples):.3f}", flush=True)
    return network.eval()


def batches(examples: Sequence[Example], draw: np.random.Generator | None = None) -> Iterator[list[Example]]:
    """Examples of like length together; in an order that is drawn, or from short to long."""
    order = draw.permutation(len(examples)) if draw else np.arange(len(examples))
    length = np.array([len(example.numbers) for example in examples])
    pool = BATCH * 40 if draw else len(examples)
    found: list[list[Example]] = []
    for first in range(0, len(order), pool):
        near = order[first : first + pool]
        near = near[np.argsort(length[near], kind="stable")]
        found += [[examples[place] for place in near[at : at + BATCH]] for at in range(0, len(near), BATCH)]
    yield from (found[place] for place in (draw.permutation(len(found)) if draw else range(len(found))))


def packed(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Numbers of pieces, and which are held: shapes (examples, pieces)."""
    longest = max(len(example.numbers) for example in batch)
    numbers = torch.zeros(len(batch), longest, dtype=torch.long)
    held = torch.zeros(len(batch), longest, dtype=torch.bool)
    for place, example in enumerate(batch):
        numbers[place, : len(example.numbers)] = torch.tensor(example.numbers)
        held[place, : len(example.numbers)] = True
    return numbers, held


def loss_of(network: Network, batch: Sequence[Example], kinds: Sequence[str]) -> Tensor:
    """Cross-entropy of everything that is told; levels as two questions each, at least 1 and at least 2."""
    numbers, held = packed(batch)
    said, marks = network(numbers, held)
    wanted = torch.zeros_like(marks)
    for place, example in enumerate(batch):
        wanted[place, : len(example.marks)] = torch.from_numpy(example.marks)
    of_mark = functional.binary_cross_entropy_with_logits(marks, wanted, reduction="none").sum(-1)
    marked = held * torch.tensor([[example.has_marks] for example in batch])
    loss = WEIGHT_OF_MARKS * (of_mark * marked).sum() / marked.sum().clamp(min=1)
    real = [place for place, example in enumerate(batch) if example.real]
    if real:
        asks = torch.tensor([float(batch[place].row.has_ask) for place in real])
        loss = loss + functional.binary_cross_entropy_with_logits(said["ask"][real, 0], asks)
    judged = [place for place, example in enumerate(batch) if example.row.elements]
    if judged:
        for element in Element:
            levels = torch.tensor([batch[place].row.elements[element].level for place in judged])
            at_least = torch.stack([levels >= 1, levels >= 2], dim=1).float()
            loss = loss + functional.binary_cross_entropy_with_logits(said[element.value][judged], at_least)
    told = [place for place, example in enumerate(batch) if example.row.kind in kinds]
    if told:
        of_kind = torch.tensor([kinds.index(str(batch[place].row.kind)) for place in told])
        loss = loss + functional.cross_entropy(said["kind"][told], of_kind)
    return loss


def said_of(network: Network, examples: Sequence[Example]) -> dict[str, dict[str, NDArray[np.float32]]]:
    """What a network says of each example, by its id and by `ENCODER_TASKS`."""
    result = {}
    with torch.no_grad():
        for batch in batches(examples):
            said, _ = network(*packed(batch))
            for place, example in enumerate(batch):
                result[example.row.id] = {name: values[place].numpy() for name, values in said.items()}
    return result
