package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.file.Json;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void evenChoiceAmongEightIsThreeBits() {
    Metrics metrics = new Metrics(Math.log(8), 1.0 / 8, 100);

    assertThat(metrics.bits()).isCloseTo(3, within(1e-12));
    assertThat(metrics.perplexity()).isCloseTo(8, within(1e-12));
  }

  @Test
  void onlyWhatWasMeasuredIsWritten() {
    Metrics metrics = new Metrics(0.5, 0.75, 4);

    assertThat(Json.line(metrics)).isEqualTo("{\"loss\":0.5,\"accuracy\":0.75,\"labels\":4}");
    assertThat(Json.read(Json.line(metrics), Metrics.class, "x")).isEqualTo(metrics);
  }
}
