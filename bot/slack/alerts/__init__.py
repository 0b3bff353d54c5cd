"""Being told of what is new: subscriptions, and the digests that answer them."""
