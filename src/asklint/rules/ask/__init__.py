"""Rules about the shape of the whole message."""
