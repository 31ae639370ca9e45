"""报送任务, the editor of reports, and the stock-take."""
