"""现场检查 at the desk: plan, see, review, close; and the inspection items an agency publishes."""
