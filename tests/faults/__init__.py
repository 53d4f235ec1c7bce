"""Faults of machines and of people: a full disk, a process that dies, Ctrl-C."""
