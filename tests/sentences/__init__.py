"""Readers of what a study prints: its sentences, and the tables that they tell of."""
