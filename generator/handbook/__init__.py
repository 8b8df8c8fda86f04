"""The handbook as one frozen, checked value, and what follows from it."""
