"""The screens on which a list is kept, reviewed and published."""
