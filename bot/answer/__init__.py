"""Question to answer: who may see what, which words, whose they are."""
