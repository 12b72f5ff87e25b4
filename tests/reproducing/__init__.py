"""Builds of the same site in other surroundings, and where the first byte differs."""
