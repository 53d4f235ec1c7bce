"""Lists in the layouts that scholars have, one file each."""

from __future__ import annotations
