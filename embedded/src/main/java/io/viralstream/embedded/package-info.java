/// Real components as supervised child processes of one machine.
@NullMarked
package io.viralstream.embedded;

import org.jspecify.annotations.NullMarked;
