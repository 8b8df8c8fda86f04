"""The one place that knows MkDocs: what it is told, the process it runs in, and the handbook inside it."""
