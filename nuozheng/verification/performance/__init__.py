"""践诺: what became of every commitment, and the credit file of a person or an organisation."""
