"""The ways in which sources are reached; all of them behind `client.ask_all`."""
