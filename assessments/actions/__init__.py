"""What changes in the preparation of a challenge. Each action is one verb."""
