/// The gateway's writers and followers of topics.
@NullMarked
package io.viralstream.gateway.kafka;

import org.jspecify.annotations.NullMarked;
