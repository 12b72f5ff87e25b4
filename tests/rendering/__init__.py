"""The renderers: that each makes the same site, and what is said where one cannot."""
