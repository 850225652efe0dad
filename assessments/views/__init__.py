"""Pages of the preparation: forms, documents, figures."""
