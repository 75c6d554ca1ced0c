"""How well the person detectors do: greetings of many cultures, and the person levels of labelled asks."""
