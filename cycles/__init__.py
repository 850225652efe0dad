"""The programme: regions, councils, cycles, challenges, their people and their dates."""
