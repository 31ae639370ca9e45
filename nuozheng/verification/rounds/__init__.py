"""分批定期核查: each month's share of what is still to be checked."""
