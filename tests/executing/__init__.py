"""Who does the work: processes of this machine, and workers of a cluster."""
