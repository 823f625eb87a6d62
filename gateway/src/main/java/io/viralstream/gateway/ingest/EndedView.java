package io.viralstream.gateway.ingest;

import java.util.List;

/// A feed's end that is in the log, and the arms that were live then.
record EndedView(String id, String feed, List<String> arms) {}
