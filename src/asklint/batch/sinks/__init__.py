"""What batch writes: one module a kind of output. Each is told one record after the other, or fills in a file."""
