//! Runs trained models on the CPU; knows nothing of diplomacy.
