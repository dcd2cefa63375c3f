"""How people are bound to one another, and through whom to come to somebody."""
