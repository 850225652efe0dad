"""Addresses of the preparation, one file for each subject."""
