"""风险防范: risk points by work step, hazards, causes of errors, liability, the credit warning."""
