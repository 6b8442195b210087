"""Stage 2 of 6: documents to mentions of places, dates and events."""
