"""The book: the whole handbook for reading on paper, as data. Which part says what; nothing of type and pages."""
