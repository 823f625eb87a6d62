/// Step 1 and 8: what analyses measured of models, taken and listed.
@NullMarked
package io.viralstream.gateway.analyses;

import org.jspecify.annotations.NullMarked;
