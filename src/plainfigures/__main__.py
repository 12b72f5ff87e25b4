"""`python -m plainfigures` does what `plainfigures` does."""

import sys

try:
    from plainfigures.cli import main
except KeyboardInterrupt:
    sys.exit(130)  # stopped before it began

if __name__ == "__main__":
    main()
