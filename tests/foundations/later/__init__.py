"""The steps of one app's tables as a later version of the program would have them: one more column."""
