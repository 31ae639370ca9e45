"""公示: propose, look a second time, release, post, take off; what readers say of it."""
