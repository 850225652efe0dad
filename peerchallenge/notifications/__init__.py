"""Promises to tell people things: what they owe, what changed, and the mail that says so."""
