"""The live preview: the site in a browser while it is edited, and nothing of it public.

`preview.py` puts it together: `watching.py` sees what is saved, `making.py` makes the pages in a
process of their own, `state.py` holds what is shown, `answering.py` answers browsers, and
`panel.py` writes what stands over a page.
"""

__all__ = ["LIMIT"]

LIMIT = 120.0
"""Seconds that pages may take, unless somebody says otherwise."""
