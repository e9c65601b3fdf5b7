package dev.seq4j.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizationTest {

  @Test
  void onlyTheRowsThatCountMakeTheStandard() {
    double[][] rows = {{9, 5}, {1, 5}, {3, 5}, {100, 7}};
    Standardization standard = Standardization.of(rows, 1, 3);
    assertThat(standard.apply(rows)[1]).containsExactly(-1, 0);
    assertThat(standard.apply(rows)[2]).containsExactly(1, 0);
    assertThat(standard.apply(rows)[3]).containsExactly(98, 2);
    assertThat(standard.deviation(0)).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Standardization(List.of(1.0), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("means = 1, deviations = 0: must be as many, 1 or more");
    assertThatThrownBy(() -> new Standardization(List.of(1.0), List.of(0.0)))
        .hasMessage("deviation = 0.0: must be above 0");
  }
}
