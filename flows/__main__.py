"""`python -m flows`: the command `gongkai`, for processes that begin it themselves."""

from flows.cli import main

if __name__ == "__main__":
    main()
