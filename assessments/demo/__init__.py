"""The preparation of the example region: forms filled in as far as each council has come."""
