//! Analysis to Resolution: which person, body, place, day is meant.
