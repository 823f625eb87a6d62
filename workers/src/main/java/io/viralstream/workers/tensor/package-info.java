/// Tensors: the only code that touches libtorch.
@NullMarked
package io.viralstream.workers.tensor;

import org.jspecify.annotations.NullMarked;
