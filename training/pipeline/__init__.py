"""Trains and measures asklint's language pipeline: `python -m training.pipeline --data DIR`."""
