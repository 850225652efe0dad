"""Addresses of the practice review and of the pack."""
