package dev.seq4j.apps.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each recipe learns from the sample reviews, the networks in a smaller form. */
class RecipesLearnTest {

  @TempDir private Path folder;

  /** A guess is right in half of the 120 test reviews, so that 64 % is three deviations above. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bow-nb       | 0.85 | ",
        "bow-logistic | 0.85 | ",
        "bow-mlp      | 0.75 | --min-texts 2 --embedding 16 --units 16 --batch 16 --epochs 8"
            + " --learning-rate 0.01",
        "cnn          | 0.70 | --embedding 64 --units 32 --batch 16 --epochs 8 --learning-rate"
            + " 0.003",
        "rnn          | 0.64 | --embedding 32 --units 16 --batch 16 --epochs 12 --learning-rate"
            + " 0.01 --max-length 200",
        "gru          | 0.64 | --embedding 32 --units 16 --batch 16 --epochs 8 --learning-rate"
            + " 0.01 --max-length 200",
        "lstm         | 0.64 | --embedding 32 --units 16 --batch 16 --epochs 8 --learning-rate"
            + " 0.01 --max-length 200",
        "transformer  | 0.64 | --embedding 32 --units 32 --batch 16 --epochs 6"
            + " --learning-rate 0.005 --max-length 100",
        "best         | 0.80 | --embedding 32 --units 16 --batch 16 --epochs 4",
        "bilstm-attention | 0.64 | --embedding 32 --units 16 --batch 16 --epochs 8 --learning-rate"
            + " 0.01 --max-length 200",
      })
  void testAccuracyIsAbove(String recipe, double accuracy, String smaller) {
    List<String> words = new ArrayList<>(List.of("train", "sentiment", "--json", "--threads", "1"));
    words.addAll(List.of("--recipe", recipe, "--out", folder.resolve("run").toString()));
    if (smaller != null) {
      words.addAll(List.of(smaller.split(" ")));
    }
    JsonNode result = new Program(folder).run(words.toArray(String[]::new)).succeeded().json();
    assertThat(result.get("testReviews").asInt()).isEqualTo(120);
    assertThat(result.get("testAccuracy").asDouble()).isGreaterThan(accuracy);
  }
}
