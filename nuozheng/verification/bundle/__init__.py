"""证据包: everything of one case that its reader may see, in one file that is checked offline."""
