"""From words and signals to levels, evidence and score, with models as plain arrays."""
