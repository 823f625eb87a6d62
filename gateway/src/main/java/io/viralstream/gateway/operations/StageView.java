package io.viralstream.gateway.operations;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One stage of the journey: the group that does its work, how many members it has, how far it is
/// behind.
///
/// @param lag records not yet handled; null where the group has no position
record StageView(String stage, String group, @Nullable Long lag, int members) {
  static StageView of(String stage, String group, OptionalLong lag, int members) {
    return new StageView(stage, group, lag.isPresent() ? lag.getAsLong() : null, members);
  }
}
