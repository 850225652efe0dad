"""The public side of reports. It reads published rows alone, and a contract keeps it from the workspace."""
