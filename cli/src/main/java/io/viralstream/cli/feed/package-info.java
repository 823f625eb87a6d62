/// Instruction files on their way to a gateway, a bounded batch at a time.
@NullMarked
package io.viralstream.cli.feed;

import org.jspecify.annotations.NullMarked;
