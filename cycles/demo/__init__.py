"""An example region to look around in: real names of councils, made-up people, a story that is true on any day."""
