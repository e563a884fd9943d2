"""Empty, but Django sends `post_migrate` only to apps with models, and that is when the roles are applied."""
