"""What is said to a question, and to whom."""
