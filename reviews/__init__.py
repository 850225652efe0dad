"""What the reviewers see, hear and conclude: practice review, visit, findings."""
