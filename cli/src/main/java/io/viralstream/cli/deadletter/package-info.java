/// Sending dead letters again, page after page.
@NullMarked
package io.viralstream.cli.deadletter;

import org.jspecify.annotations.NullMarked;
