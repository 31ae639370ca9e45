"""现场检查: visits, the case package of the inspectors, and the record made on the spot."""
