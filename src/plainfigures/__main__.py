"""`python -m plainfigures`."""

from plainfigures.cli import main

if __name__ == "__main__":
    main()
