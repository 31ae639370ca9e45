"""超出上位规定的本地规定: who decided to keep or suspend it, why, until when."""
