"""报送任务: what units owe by which day, what they handed over, and what they mend."""
