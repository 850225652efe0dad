"""Looking after the service: backup, restore, upgrade, and noticing before people do that something stands still."""
