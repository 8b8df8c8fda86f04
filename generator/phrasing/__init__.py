"""What is said the same on page and paper: translated words, dates, sources. Knows neither page nor paper."""
