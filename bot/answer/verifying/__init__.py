"""Whether a quotation stands in what is held: word for word, changed how, and whose words it is."""
