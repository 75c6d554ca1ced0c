"""A sentence that a rewrite adds, and the openings that asks share."""

from __future__ import annotations

from dataclasses import dataclass

from asklint.rewriting.model import Shape
from asklint.rewriting.voice import Voice


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to come, without its closing mark."""

    text: str
    mark: str
    """"?" or "."."""
    act: str = ""
    """What the reader is to do as a bare verb with all that belongs to it: "tell me what to cut"; empty where the
    sentence is no "could you ..."."""
    close: str = ""
    """What follows the act and all that joins it: ", I would be very grateful"."""

    def closed(self, tail: str = "") -> str:
        """With something before its mark."""
        if self.text.endswith(("?", "!", "…")):
            return f"{self.text}{tail}"
        return f"{self.text}{tail}{self.close}{self.mark}"


def stated(text: str, voice: Voice) -> Sentence:
    """A plain sentence."""
    return Sentence(voice.opened(text), ".")


def asked(text: str, voice: Voice, act: str = "") -> Sentence:
    """A question."""
    return Sentence(voice.opened(text), "?", act)


def can_you(voice: Voice, shape: Shape, *, please: str = "") -> str:
    """The opening of a direct question."""
    if shape is Shape.WARM:
        return f"would {voice.you} be willing to{' ' + please if please else ''}"
    can = "can" if shape is Shape.BRIEF and not voice.formal else voice.can
    return f"{can} {voice.you}{' ' + please if please else ''}"


def ask_to(act: str, voice: Voice, shape: Shape, *, please: str = "") -> Sentence:
    """A direct question for an act of the reader."""
    return asked(f"{can_you(voice, shape, please=please)} {act}", voice, act)


def i_am(voice: Voice) -> str:
    """The words "I'm" or "I am", as the draft has it."""
    return voice.typed(f"{voice.i}'m" if voice.contracted else f"{voice.i} am")


def i_would(voice: Voice) -> str:
    """The words "I'd" or "I would", as the draft has it."""
    return voice.typed(f"{voice.i}'d" if voice.contracted else f"{voice.i} would")


def it_is(voice: Voice) -> str:
    """The words "it's" or "it is", as the draft has it."""
    return voice.typed("it's" if voice.contracted else "it is")
