"""Whole builds measured side by side (`nox -s bench`), how they grow (`nox -s growth`), and where
their time goes (`python -m tests.bench profile`).
"""
