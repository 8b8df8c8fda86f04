"""Printables into PDFs: in the first variant that fits, on all cores, from the cache where nothing changed.

Knows no kind of paper and no content; the one place that calls Typst.
"""
