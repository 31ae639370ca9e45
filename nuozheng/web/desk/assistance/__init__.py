"""协助和核验 at the desk."""
