"""The resident process: asklint loaded once, answering over a Unix socket of the user's own.

`place` says where the socket lies, `wire` what goes over it, `client` is what the commands and hooks import and is
kept as light as can be. `server` waits and forks, `worker` answers one connection in a process of its own, and
`stamps` notices that asklint was changed on disk. Like the command line, of which all this is a part, it reads the
environment. docs/resident.md tells it to users.
"""
