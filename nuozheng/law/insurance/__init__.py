"""责任保险: for which items cover may be taken, what a claim needs, what a premium would be."""
