//! Expressions over named features.
