//! Serves the wizard and its API.
