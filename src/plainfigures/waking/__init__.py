"""Whether a published site has to be made anew because of the time alone.

`glance` looks first and needs nothing installed; `coming` makes the site and knows; `due` is the
command. What is imported here must need nothing but Python.
"""
