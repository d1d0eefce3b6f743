"""`python -m ingest.cli` is the `jiaokan` command."""

from ingest.cli import cli

if __name__ == "__main__":
    cli(prog_name="jiaokan")
