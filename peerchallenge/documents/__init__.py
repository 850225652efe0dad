"""A stored file: checked, hashed, kept under a random key. The app that owns it decides who may open it."""
