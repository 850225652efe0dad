"""The history that cannot be rewritten: the trail of what was done, and every version of a text."""
