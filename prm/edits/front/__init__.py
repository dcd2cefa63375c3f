"""Front matter: fields, lists and maps set in the form they have."""
