"""The generator of the circle handbook: YAML in, a website and paper out."""
