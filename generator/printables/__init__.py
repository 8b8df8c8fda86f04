"""Paper: what goes on it, as data, and the one place that calls Typst.

`sheet` decides what a session sheet says, `typeset` makes a PDF of it, `sheets` does it for all sessions and tells what
does not fit. Nothing here reads content from disk or knows of pages and engines.
"""
