"""双随机抽查: a draw as records, from the frozen list to the published file."""
