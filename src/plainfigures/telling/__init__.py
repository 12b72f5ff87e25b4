"""Tells people on a code host: one comment on a pull request, one issue while publishing fails.

It runs apart from what it tells of, with nothing but Python, and takes only text from there.
"""
