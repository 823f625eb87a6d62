package io.viralstream.embedded.process;

/// How a child is, for a status screen.
///
/// @param restarts starts after the first one
/// @param pid of the process that runs now, or ran last
public record ChildReport(String name, ChildState state, int restarts, long pid) {}
