//! Checks of the generated files with the programs that read them.
