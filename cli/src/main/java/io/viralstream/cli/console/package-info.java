/// What a person sees: tables, progress, and one JSON object for programs.
@NullMarked
package io.viralstream.cli.console;

import org.jspecify.annotations.NullMarked;
