"""Puts a site on disk: as a finished site that takes the old one's place in one step, or as pages for any engine."""
