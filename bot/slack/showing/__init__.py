"""What each thing that may be asked for shows, before it is rendered."""
