"""One module per file format, each turning bytes into a document's raw text."""
