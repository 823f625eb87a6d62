/// Scenes of coloured shapes that the project draws itself, with questions whose answers are known.
@NullMarked
package io.viralstream.scenes;

import org.jspecify.annotations.NullMarked;
