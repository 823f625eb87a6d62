/// Whether it lives, is ready, and how far each stage is.
@NullMarked
package io.viralstream.gateway.operations;

import org.jspecify.annotations.NullMarked;
