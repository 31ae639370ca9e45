"""What Nuozheng does in a second, beside what the machine could do. `make bench` runs it."""
