package dev.seq4j.apps.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each architecture and each level learns from the sample story. */
class TextLearnsTest {

  @TempDir private Path folder;

  /**
   * By the frequencies of the training part alone it would be 3.08 nats a character and 5.08 a
   * word.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.4 | --model rnn --iterations 150",
        "2.4 | --model lstm --iterations 150",
        "2.4 | --model gru --iterations 150 --feed streams",
        "2.6 | --model transformer --embedding 64 --units 128 --layers 2 --iterations 150",
        "4.9 | --model gru --level word --iterations 150",
        "4.9 | --model lstm --level subword --vocabulary 300 --iterations 150",
      })
  void testLossIsBelow(double bar, String options) {
    List<String> words = new ArrayList<>(List.of("train", "text", "--json", "--threads", "1"));
    words.addAll(List.of("--out", folder.resolve("run").toString(), "--sample-every", "0"));
    words.addAll(List.of("--units 64 --batch 16 --time 32 --learning-rate 0.01".split(" ")));
    words.addAll(List.of("--schedule cosine --validate-every 50".split(" ")));
    words.addAll(List.of(options.split(" ")));
    JsonNode result = new Program(folder).run(words.toArray(String[]::new)).succeeded().json();
    assertThat(result.get("heldOutLoss").asDouble()).isLessThan(bar);
  }
}
