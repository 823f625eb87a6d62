package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.LetterCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dead letters by kind, and a page of them.
///
/// @param counts of all that the filter lets pass, at most 200 kinds
/// @param cursor where the next page begins; null on the last
record LettersView(List<LetterCount> counts, List<LetterView> letters, @Nullable String cursor) {}
