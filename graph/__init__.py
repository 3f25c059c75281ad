"""Merges facts into claims, stores them, reads them back and exports them."""
