/// One run of everything on scenes that the project draws itself, told as a table.
@NullMarked
package io.viralstream.cli.demo;

import org.jspecify.annotations.NullMarked;
