"""Checks rewrites from outside: nothing here uses the rewriter's own code but its public `Rewriter`.

`answers.tsv` is a bank of answers as people type them, and `bank` deals them out to messages; `trial` rewrites;
`words` and `facts` read texts by plain patterns; `guarantees` holds a rewrite to what was promised, `looks` counts what
only sounds odd, and `grammar` asks a checker that is not ours. `check` runs it all and prints the table; `blind` makes
and scores the sheets of the blind comparison.
"""
