"""数据源: the register with its health, the sharing list, the inbox of corrections."""
