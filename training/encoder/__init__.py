"""Fits the encoder, `asklint.judging.encoder`, to the labelled messages; needs PyTorch, which asklint does not."""
