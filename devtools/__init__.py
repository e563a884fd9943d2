"""What stands behind `dev.py`. Standard library only: it runs before any package is installed."""
