package io.viralstream.gateway.ingest;

import org.jspecify.annotations.Nullable;

/// Whether an arm's checkpoints cover an end.
///
/// @param model the first version that does, null until there is one
record ArmCoverageView(String arm, boolean covered, boolean live, @Nullable String model) {}
