//! Analysis and Resolution to claims: who did what to whom, each with its evidence.
