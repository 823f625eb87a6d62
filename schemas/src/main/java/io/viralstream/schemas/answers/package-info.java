/// How answers and truths are written: one answer in several forms is one answer, for the gateway
/// that checks a truth and for the step that scores.
@NullMarked
package io.viralstream.schemas.answers;

import org.jspecify.annotations.NullMarked;
