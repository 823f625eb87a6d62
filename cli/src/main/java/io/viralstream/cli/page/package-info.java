/// A report as one HTML file that needs nothing else: scores, curves, pictures and answers of two
/// model versions.
@NullMarked
package io.viralstream.cli.page;

import org.jspecify.annotations.NullMarked;
