"""Whole or nothing: one build at a time, what a cut-off one left behind, and the way back."""
