package dev.seq4j.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  @Test
  void aMetricIsAddedToACopy() {
    Provenance one = Provenance.UNKNOWN.withMetric("test accuracy", 0.5);
    assertThat(one.withMetric("test loss", 1).metrics())
        .isEqualTo(Map.of("test accuracy", 0.5, "test loss", 1.0));
    assertThat(one.metrics()).isEqualTo(Map.of("test accuracy", 0.5));
    assertThat(Provenance.UNKNOWN.metrics()).isEmpty();
  }

  @Test
  void metricsCannotBeChangedFromOutside() {
    Map<String, Double> metrics = new HashMap<>(Map.of("a", 1.0));
    Provenance provenance = new Provenance("data", "", 1, metrics);
    metrics.put("b", 2.0);
    assertThat(provenance.metrics()).containsOnlyKeys("a");
    assertThatThrownBy(() -> provenance.metrics().put("b", 2.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void metricsStandInAlphabeticalOrder() {
    Provenance provenance = Provenance.UNKNOWN;
    for (String name : "zeta alpha mu beta omega".split(" ")) {
      provenance = provenance.withMetric(name, 1);
    }
    assertThat(provenance.metrics().keySet())
        .containsExactly("alpha", "beta", "mu", "omega", "zeta");
  }

  @Test
  void numbersThatAreNoneSurviveJson() {
    Provenance provenance =
        new Provenance("reviews", "abc", -7, Map.of())
            .withMetric("loss", Double.NaN)
            .withMetric("perplexity", Double.POSITIVE_INFINITY);
    assertThat(Json.read(Json.write(provenance), Provenance.class, "json")).isEqualTo(provenance);
  }

  @Test
  void missingPartsAreNamed() {
    assertThatThrownBy(() -> new Provenance(null, "", 1, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data: is missing");
    assertThatThrownBy(() -> new Provenance("", null, 1, Map.of()))
        .hasMessage("digest: is missing");
    assertThatThrownBy(
            () ->
                Json.read(
                    "{\"data\":\"\",\"digest\":\"\",\"seed\":1,\"metrics\":{\"a\":null}}",
                    Provenance.class,
                    "json"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("metrics: is missing");
  }
}
