"""Where introductions stand, and whether I know both well enough."""
