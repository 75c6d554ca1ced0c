"""Before it is sent: what every hook shares, and the hooks themselves.

`message` looks at a mail's bytes, `asking` has it judged, `policy` decides whether it is held, `passed` remembers
that its writer has been asked, `held` keeps a copy, `wording` says it in plain lines; `checking` is all of them in
one call. The rest are the programs that mail clients start.

`message`, `asking` and `sendmail` are run for every mail that leaves, and import next to nothing: they use plain
classes where the rest of asklint has dataclasses.
"""
