"""Documents that admins send in direct messages: fetched, previewed, and added once they say so."""
