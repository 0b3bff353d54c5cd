"""Who said what stands between the marks: two unlike ways, and the gate between them."""
