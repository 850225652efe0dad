"""What is said in public, and what changed six and twelve months later."""
