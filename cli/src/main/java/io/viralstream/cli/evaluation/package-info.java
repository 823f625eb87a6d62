/// One evaluation from its request to its complete result.
@NullMarked
package io.viralstream.cli.evaluation;

import org.jspecify.annotations.NullMarked;
