"""What is there, shown as it is: one quote by its id, its exchange and citation, a briefing, people, days."""
