"""A person and how they sign in. What a person may do comes from the apps above."""
