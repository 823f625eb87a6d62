package io.viralstream.gateway.operations;

/// Whether a component is up; the detail says why not.
record ComponentView(String name, boolean up, String detail) {}
