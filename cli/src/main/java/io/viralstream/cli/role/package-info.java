/// One running role of the journey each, built from the environment.
@NullMarked
package io.viralstream.cli.role;

import org.jspecify.annotations.NullMarked;
