package io.viralstream.gateway.ingest;

import java.util.List;

/// How far a feed's end has come.
record EndView(String id, boolean complete, List<ArmCoverageView> arms) {}
