"""失信名单: entries that rest on a final finding, with their way out."""
