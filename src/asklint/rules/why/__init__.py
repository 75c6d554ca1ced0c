"""Rules about the reason: why the writer asks, or why this reader."""
