"""Rewriting a vague ask into a clear one, in the writer's own words.

Reading: `greeting`, `site` and `ending` find where the draft greets, asks and ends, and what of the ask says nothing;
`voice` hears how it sounds; `cleaning`, `typed`, `answers` and `shapes` read what the writer answered. Together they
are a `case`.

Writing: `frames`, `things`, `reasons`, `offers`, `times` and `pronouns` make sentences of answers; `asking` makes the
new ask, with the draft's own courtesy (`openings`) or a blank (`blanks`); `slots` and `joining` fit answers into words
that stay; `timing` and `placing` say where the rest goes; `room` makes one reader of many; `moves` puts it all into
edits, `filling` closes blanks.

Choosing: `versions` says what to try, and `rewriter` takes the first version in which the judge finds no fault.

Every word comes from the draft, from the answers, or from `lexicons/connectives.txt`; `invention` holds it to that.
"""
