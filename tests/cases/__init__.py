"""Cases: what is said of one mistake each, word for word. `README.md` says how to add one."""
