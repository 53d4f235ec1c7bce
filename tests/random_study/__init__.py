"""The parts of which random studies are made."""
