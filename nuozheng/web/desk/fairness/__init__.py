"""不得歧视: what the nightly test found, its alarms, and the routine inspections it counts."""
