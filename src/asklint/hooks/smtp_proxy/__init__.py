"""`asklint hook smtp-proxy`: stands between a mail client and its mail server, on this machine only.

Every command of the client goes on to the server and every answer comes back as it is; logging in is the client's
and the server's business, and nothing of it is kept. Only the mail itself waits here until it is judged. Nothing is
answered for the server: what the client is told was accepted, the server has accepted.

`address` says where to, `next_hop` speaks to the server, `session` to the client, `gate` has a mail judged, `server`
listens, `probe` looks whether one is running. This is the one part of asklint that opens connections to elsewhere:
to the server that the user names, and to no other.
"""
