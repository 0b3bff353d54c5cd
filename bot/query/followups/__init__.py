"""What a text means in a thread that has a last question: "only Kirby", "and in March?", "after that?"."""
