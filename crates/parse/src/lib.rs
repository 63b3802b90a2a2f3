//! Document to Analysis: sentences, words, names, quotations, time expressions.
