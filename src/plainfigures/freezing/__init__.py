"""Times in which only corrections go out, such as those before elections."""
