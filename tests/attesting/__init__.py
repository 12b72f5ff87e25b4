"""Copies of a site, and what they were made from."""
