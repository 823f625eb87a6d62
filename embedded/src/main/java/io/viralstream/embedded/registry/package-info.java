/// A real Apicurio schema registry, as one child process.
@NullMarked
package io.viralstream.embedded.registry;

import org.jspecify.annotations.NullMarked;
