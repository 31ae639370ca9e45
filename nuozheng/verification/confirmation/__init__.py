"""部门证明核验: the issuing agency confirms, denies or returns a fact on one form."""
