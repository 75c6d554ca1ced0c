"""Looks after the corpus itself: checks rows, finds repeated texts, measures agreement, counts for the papers."""
