"""异议: whoever holds a record to be wrong is heard, and meanwhile it counts for nothing."""
