"""`python -m asklint` is `asklint`."""

from asklint.cli import main

if __name__ == "__main__":
    main()
