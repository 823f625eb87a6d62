/// Published vision models, one small file for each family.
///
/// To add a family: a file that reads its `config.json` into a plan, a line in `VisionFamilies`,
/// and a golden checkpoint of `tools/golden/vision.py`.
@NullMarked
package io.viralstream.models.published.vision;

import org.jspecify.annotations.NullMarked;
