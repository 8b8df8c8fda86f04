"""Questionnaires on paper: forms, covers, answer and score sheets, comparison and group sheets."""
