/// Visual instruction tuning: student, teacher and P_π of directories and files, put together to
/// learn.
@NullMarked
package io.viralstream.models.tuning;

import org.jspecify.annotations.NullMarked;
