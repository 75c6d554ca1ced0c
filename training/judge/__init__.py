"""Trains the judge: sentence scorers, heads and the overall score, from labelled messages to plain arrays."""
