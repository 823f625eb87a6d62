import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Questions of different lengths about a grey picture, as `tools/golden/peer.py` asks them.
final class GreyRequests {
  private GreyRequests() {}

  /// Prompts of 24 text tokens and up behind the picture, each answered greedily to its last token.
  ///
  /// @param tokens of each answer
  static List<Request> of(VisionEncoder encoder, int count, int tokens) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] text = new int[24 + i];
      for (int t = 0; t < text.length; t++) text[t] = 10 + (7 * t + i) % 200;
      var question = new Question(new int[] {1}, Optional.of(picture(encoder)), text);
      var stopping = new Stopping(Set.of(), Optional.empty(), tokens);
      requests.add(new Request(question, Sampling.greedy(), stopping));
    }
    return requests;
  }

  /// Encoded anew for each question, as the peer does.
  private static PatchFeatures picture(VisionEncoder encoder) {
    int side = encoder.view().imageSize();
    byte[] grey = new byte[side * side * 3];
    Arrays.fill(grey, (byte) 128);
    return encoder.encode(List.of(grey)).getFirst();
  }
}
