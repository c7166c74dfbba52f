//! What names mean: municipalities, themes, award editions.
