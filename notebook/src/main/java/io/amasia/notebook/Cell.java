package io.amasia.notebook;

/// A piece of a notebook to be run.
///
/// @param name what errors call it, such as `cell 3`; empty if there is no other
/// @param source Java: declarations, statements and expressions, one after the other, and lines of
///   orders that begin with `%`
public record Cell(String name, String source) {}
