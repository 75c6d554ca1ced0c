"""The rules, one file each, and the frame that runs them; `registry.RULES` is the whole list."""
