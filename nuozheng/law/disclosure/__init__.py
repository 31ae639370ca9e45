"""What is made public of promises and records: where, how much of it, from when until when."""
