/// The whole journey while its processes are killed, over and over.
@NullMarked
package io.viralstream.journey.kills;

import org.jspecify.annotations.NullMarked;
