"""Pages for applicants, officers, supervisors and the public."""
