"""People and their ties as a picture: nodes, edges, places, text."""
