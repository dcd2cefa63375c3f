"""Seasons of cards and gifts: when they are, who gets a card, who had one."""
