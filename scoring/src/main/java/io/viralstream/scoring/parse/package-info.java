/// From the raw text of an answer to what it says: plain functions, linear in the text's length.
@NullMarked
package io.viralstream.scoring.parse;

import org.jspecify.annotations.NullMarked;
