"""What changes in the practice review and the pack. Each action is one verb."""
