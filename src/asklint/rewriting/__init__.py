"""Rewriting a vague ask into a clear one, in the writer's own words.

Reading: `greeting` and `site` find where the draft greets and asks and what of it says nothing, `voice` how it sounds;
`cleaning`, `typed` and `answers` read what the writer answered. Together they are a `case`.

Writing: `frames`, `things`, `reasons`, `offers`, `times` and `pronouns` make sentences of answers; `asking` makes the
new ask, with the draft's own courtesy (`openings`) or a blank (`blanks`); `slots` and `joining` fit answers into words
that stay; `placing` says where the rest goes; `moves` puts it all into edits.

Choosing: `versions` says what to try, and `rewriter` takes the first version in which the judge finds no fault.

Every word comes from the draft, from the answers, or from `lexicons/connectives.txt`; `invention` holds it to that.
"""
