"""Prose: parsed once into a small tree of our own, from which pages and paper are both made."""
