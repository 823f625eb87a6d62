/// What every route shares: bodies, bounded work, replies, and who may call.
@NullMarked
package io.viralstream.gateway.http;

import org.jspecify.annotations.NullMarked;
