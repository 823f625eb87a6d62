package io.viralstream.gateway.batch;

import java.util.List;

/// How many lines were taken and refused, and what became of each.
public record BatchReply(int taken, int refused, List<LineReply> lines) {}
