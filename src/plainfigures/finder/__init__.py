"""Finding what a page can show: `plainfigures figures`, and the pages of the editing section for it."""
