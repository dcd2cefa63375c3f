"""People to meet one day: how far it has come, what comes next."""
