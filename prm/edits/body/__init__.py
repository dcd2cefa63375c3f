"""The body: entries, tasks and daily notes written where the file's own style says."""
