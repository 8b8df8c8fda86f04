"""From folders of YAML and Markdown to places and strings. Nothing here knows what an exercise is."""
