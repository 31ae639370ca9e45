"""企业信用分级: what a grading platform says of a company, shown as its fact, never a bar."""
