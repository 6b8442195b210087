"""`python -m geo` is `geo`."""

from geo.cli import main

if __name__ == "__main__":
    main()
