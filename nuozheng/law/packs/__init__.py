"""The packs themselves: one TOML file per jurisdiction and date."""
