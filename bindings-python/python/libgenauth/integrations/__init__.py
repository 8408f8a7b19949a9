"""A session for the application's own HTTP requests: one module for each HTTP client."""
