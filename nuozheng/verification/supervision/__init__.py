"""事后监管 and 信用核查: what is owed after a decision on trust."""
