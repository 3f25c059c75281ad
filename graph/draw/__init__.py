"""Pictures of a subgraph: an interactive page, and figures for papers."""
