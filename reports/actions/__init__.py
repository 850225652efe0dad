"""What people do to the report: write it, look at it again, send it."""
