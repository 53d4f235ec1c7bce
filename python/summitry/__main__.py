"""Run the command line: ``python -m summitry``."""

from __future__ import annotations

import sys

from summitry.cli import command

if __name__ == "__main__":
    sys.exit(command())
