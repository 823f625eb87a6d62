/// The viral command.
@NullMarked
package io.viralstream.cli;

import org.jspecify.annotations.NullMarked;
