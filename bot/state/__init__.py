"""What must survive a crash: accepted questions and who did what."""
