"""A process that stays and makes again what a saved file makes stale."""
