/// How answers and truths are written: one answer in several forms is one answer, for whoever
/// checks a truth and for whoever scores.
@NullMarked
package io.viralstream.schemas.answers;

import org.jspecify.annotations.NullMarked;
