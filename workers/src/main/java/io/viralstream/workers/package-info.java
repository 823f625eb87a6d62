/// Training and answering with one vision-language model.
@NullMarked
package io.viralstream.workers;

import org.jspecify.annotations.NullMarked;
