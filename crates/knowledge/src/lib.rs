//! What is known before reading: names, posts, bodies, places, code books, rules.
