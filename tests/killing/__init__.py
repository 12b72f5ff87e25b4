"""What `nox -s kill` takes: a site to be built, the ways to end a build, and what is looked at after."""
