"""The practice reviews and packs of the example region."""
