/// What a role's process says of itself to those who watch over it.
@NullMarked
package io.viralstream.cli.health;

import org.jspecify.annotations.NullMarked;
