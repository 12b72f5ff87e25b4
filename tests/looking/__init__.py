"""How finished pages are looked at in a real browser: states, measures, and what is explained."""
