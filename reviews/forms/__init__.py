"""What people fill in during the practice review and around the pack."""
