/// Jinja as far as chat templates speak it, bounded in work, memory and depth.
///
/// | to add | change |
/// |---|---|
/// | a statement | [Statement], [StatementParser]; the compiler then asks for it in [Renderer] |
/// | a filter, a test, a method | one line in [Filters], [Tests] or [Methods] |
/// | a function | one line in [Functions] |
@NullMarked
package io.viralstream.templates;

import org.jspecify.annotations.NullMarked;
