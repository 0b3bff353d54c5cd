"""What stands above the first label: day, time, place, who is announced."""
