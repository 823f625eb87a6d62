/// The environment as checked settings, in one list.
@NullMarked
package io.viralstream.cli.settings;

import org.jspecify.annotations.NullMarked;
