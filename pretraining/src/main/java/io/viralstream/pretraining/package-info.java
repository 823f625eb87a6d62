/// Learns the default model's weights on generated scenes: V_ψ, then E, then P_φ and LM_θ.
@NullMarked
package io.viralstream.pretraining;

import org.jspecify.annotations.NullMarked;
