/// Scoring rules: one object for each kind of benchmark, where every module that needs it sees it.
@NullMarked
package io.viralstream.scoring;

import org.jspecify.annotations.NullMarked;
