//! Claims to facts: the same thing told twice becomes one.
