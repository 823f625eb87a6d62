package io.viralstream.gateway.http;

/// A request's body, whole and within its limit, not yet looked into.
@SuppressWarnings("ArrayRecordComponent") // bodies are never compared
public record Body(MediaType type, byte[] bytes) {}
