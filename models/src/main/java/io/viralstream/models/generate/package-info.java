/// What a model says, token by token: requests come at any time and share its steps.
@NullMarked
package io.viralstream.models.generate;

import org.jspecify.annotations.NullMarked;
