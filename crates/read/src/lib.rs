//! Page to Document: clean text, regions, title, date, hands it went through.
