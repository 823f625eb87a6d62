/// Step 5: answers meet their truth.
@NullMarked
package io.viralstream.streams.score;

import org.jspecify.annotations.NullMarked;
