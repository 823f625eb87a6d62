/// Child processes that are started together, watched, and never outlive their parent.
@NullMarked
package io.viralstream.embedded.process;

import org.jspecify.annotations.NullMarked;
