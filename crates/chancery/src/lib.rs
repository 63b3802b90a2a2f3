//! Reads news and official releases about diplomacy and keeps the record they hold.
