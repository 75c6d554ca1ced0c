"""Detectors: from a parsed message to named, located signals, the evidence for features, levels and findings alike."""
