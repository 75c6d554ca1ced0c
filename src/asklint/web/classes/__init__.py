"""The trainer's side of the page: a class is dropped, scored beside the page, read, and forgotten.

`worker` is the process that reads and scores, `job` this side of it, `held` a class while the server knows it,
`results` what is made of it, `routes` how the page asks. All of it is in memory: nothing is written to disk.
"""
