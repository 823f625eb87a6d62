/// The whole product on one machine: components, roles, and what they take.
@NullMarked
package io.viralstream.cli.stack;

import org.jspecify.annotations.NullMarked;
