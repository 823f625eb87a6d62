/// What the journey promises, as functions of what was sent and what arrived: each returns its
/// breaches.
@NullMarked
package io.viralstream.journey.guarantees;

import org.jspecify.annotations.NullMarked;
