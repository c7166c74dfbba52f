//! From a request to hits, facets and highlights.
