"""Which printed words are labels, and of what sort; one grammar for every source."""
