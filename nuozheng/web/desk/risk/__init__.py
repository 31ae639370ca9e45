"""风险 at the desk: registers, hazards, analysed errors, liability, insurance."""
