/// One small class for each subcommand.
@NullMarked
package io.viralstream.cli.command;

import org.jspecify.annotations.NullMarked;
