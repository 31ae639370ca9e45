"""现场: what inspectors carry on their telephones, with and without network."""
