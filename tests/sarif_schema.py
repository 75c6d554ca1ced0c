"""The official SARIF 2.1.0 schema, taken from a package of the registry when it is first needed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

REQUIREMENT = Path(__file__).with_name("sarif-schema.txt")
MEMBER = "linceo/data/sarif-schema-2.1.0.json"
SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""Of the schema as OASIS publishes it."""


def sarif_schema(folder: Path) -> Any | None:
    """The schema, from the wheel in a folder, which is fetched there once; None where that cannot be done."""
    if not list(folder.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--require-hashes", "--requirement", str(REQUIREMENT)]
        done = subprocess.run([*command, "--dest", str(folder)], capture_output=True, check=False, timeout=120)
        if done.returncode:
            return None
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        content = wheel.read(MEMBER)
    assert hashlib.sha256(content).hexdigest() == SHA256
    return json.loads(content)
