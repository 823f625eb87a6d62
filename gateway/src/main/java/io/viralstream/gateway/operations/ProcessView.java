package io.viralstream.gateway.operations;

/// A process that the gateway's own parent looks after, as the status screen shows it.
///
/// @param state in the parent's words, in lower case
/// @param restarts how often it was started again
public record ProcessView(String name, String state, int restarts, long pid) {}
