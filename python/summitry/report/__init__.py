"""Reports and words: what is told of a study, on paper and in the terminal."""
