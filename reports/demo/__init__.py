"""The example region's reports."""
