/// Answering: tasks from share groups, batches by model version, live questions first.
@NullMarked
package io.viralstream.workers.infer;

import org.jspecify.annotations.NullMarked;
