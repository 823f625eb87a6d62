/// What models make of pictures, measured picture by picture into a folder.
@NullMarked
package io.viralstream.cli.analysis;

import org.jspecify.annotations.NullMarked;
