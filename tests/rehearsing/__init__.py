"""A code host in small, in which workflow files are run as they stand: `nox -s rehearse`."""
