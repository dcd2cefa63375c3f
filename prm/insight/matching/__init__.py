"""Who needs what somebody else offers."""
