"""到期处理: what has had its time is deleted, unless somebody still needs it; each is told."""
