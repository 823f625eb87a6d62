/// Dead letters for people: listed by reason, shown with their context, sent again once.
@NullMarked
package io.viralstream.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
