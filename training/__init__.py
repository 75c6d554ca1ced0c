"""Trains and measures what asklint ships; nothing here is imported at lint time."""
