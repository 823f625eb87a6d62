package io.viralstream.gateway.benchmarks;

/// A version that is sealed.
record SealedView(String benchmark, String version, int items, boolean watched) {}
