"""Wiring mail clients: what is to be changed is a list of steps, shown, taken, or taken back.

`steps` has the kinds of step, one module a client says which it needs, `clients` lists them.
"""
