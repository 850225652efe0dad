"""Pages of a person's own account: joining, signing in, proving who one is, and seeing what we hold."""
