//! From records to an on-disk generation, and back to an opened snapshot.
