//! The wizard's screens, server-rendered and hydrated.
