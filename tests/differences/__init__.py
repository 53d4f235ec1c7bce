"""What the package says of a study, held against the slow oracle."""
