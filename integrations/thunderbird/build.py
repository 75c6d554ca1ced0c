"""Pack the Thunderbird add-on: `python integrations/thunderbird/build.py [FILE.xpi]`, `dist/` by default.

The same sources give the same file, byte for byte. Needs asklint to be installed, and prints the file's name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from asklint.hooks.xpi import packed

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> None:
    """Pack to the file that is named, else into `dist/`."""
    target = Path(arguments[0]) if arguments else HERE.parents[1] / "dist" / "asklint-thunderbird.xpi"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(HERE / "extension"))
    print(target)


if __name__ == "__main__":
    main(sys.argv[1:])
