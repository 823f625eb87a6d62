/// The gateway's HTTP interface as the command line uses it.
@NullMarked
package io.viralstream.cli.client;

import org.jspecify.annotations.NullMarked;
