package io.viralstream.gateway.ask;

import io.viralstream.gateway.images.GivenImage;
import java.util.Optional;

/// A live question about one picture, or about none.
///
/// @param model a version, an arm or an alias; the only arm's newest where absent
/// @param maxTokens at most so many tokens of answer
record AskRequest(
    Optional<GivenImage> image, String question, Optional<String> model, int maxTokens) {}
