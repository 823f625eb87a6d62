/// Tensors: the only code that touches libtorch.
@NullMarked
package io.viralstream.models.tensor;

import org.jspecify.annotations.NullMarked;
