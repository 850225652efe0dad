"""What the host tells the team before it comes: forms, documents, indicators."""
