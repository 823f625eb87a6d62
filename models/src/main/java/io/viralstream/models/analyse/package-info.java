/// What a model makes of a picture, measured: the analyses of VIRAL (arXiv 2509.07979) and those
/// that intervene. One file a measure, each a function on tensors; [AnalysisPass] feeds them.
@NullMarked
package io.viralstream.models.analyse;

import org.jspecify.annotations.NullMarked;
