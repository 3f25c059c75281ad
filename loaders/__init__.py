"""Turns bytes into documents, documents into facts, and hands them to the graph."""
