"""自行更正、拟处理、听证、法制审核、第三方、复查、送达: what follows a promise."""
