/// Step 1: live questions, and the wait for their answers.
@NullMarked
package io.viralstream.gateway.ask;

import org.jspecify.annotations.NullMarked;
