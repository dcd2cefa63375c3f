"""Other formats: calendars read, address books and exports."""
