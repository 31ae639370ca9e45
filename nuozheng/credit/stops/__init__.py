"""停止通知: who was told of a record is told that it is over, and says that they did it."""
