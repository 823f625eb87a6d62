/// Commands that run a model in this process, without a stack.
@NullMarked
package io.viralstream.cli.checkpoint;

import org.jspecify.annotations.NullMarked;
