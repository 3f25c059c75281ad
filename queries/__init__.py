"""The canned queries and what turns a question into one of them."""
