"""What people fill in during the preparation."""
