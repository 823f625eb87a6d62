package io.viralstream.gateway.http;

/// One part of a multipart form, by the name that the form gives it.
@SuppressWarnings("ArrayRecordComponent") // parts are never compared
public record Part(String name, byte[] bytes) {}
