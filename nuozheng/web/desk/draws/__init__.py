"""双随机抽查: freeze, seal, open, draw, publish; everything else is on the public page."""
