"""Rules about the action: what exactly the reader is to do."""
