"""Parts of scripts/build_gazetteer.py."""
