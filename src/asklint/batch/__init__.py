"""Many messages in, one record each out: tables and JSON lines, read and written in a stream.

Memory stays bounded whatever the size of the input. A row that cannot be scored becomes a record with an
`error`; it never stops the run. Records come out in the order of the rows, whatever the number of processes.
"""
