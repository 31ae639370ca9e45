"""行政协助: what another agency, here or elsewhere, is asked to find out."""
