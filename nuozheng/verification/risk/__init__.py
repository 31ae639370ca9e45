"""风险登记、隐患、差错分析、责任追究 of an agency, and the credit warning of a case."""
