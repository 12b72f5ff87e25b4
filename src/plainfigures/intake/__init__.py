"""Spreadsheets that others send, taken into a table: mapped, shown first, written on demand."""
