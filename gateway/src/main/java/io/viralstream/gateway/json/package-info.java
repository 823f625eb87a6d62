/// JSON from strangers: bounded before it is read, and every complaint names its field.
@NullMarked
package io.viralstream.gateway.json;

import org.jspecify.annotations.NullMarked;
