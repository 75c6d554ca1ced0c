"""Rewriting a vague ask into a clear one, in the writer's own words.

`site` finds where the ask stands and what of it may go, `answers` reads what the writer answered, `voice` how the
draft sounds; `frames` fits the answers into sentences, `moves` turns them into edits, and `rewriter` chooses among the
versions with the judge's help. Every word comes from the draft, from the answers, or from `lexicons/connectives.txt`.
"""
