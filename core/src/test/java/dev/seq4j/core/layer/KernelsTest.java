package dev.seq4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;

class KernelsTest {

  @Test
  void settingIsOneOfTwo() {
    assertThat(Kernels.allowed("auto")).isTrue();
    assertThat(Kernels.allowed("portable")).isFalse();
    assertThatThrownBy(() -> Kernels.allowed("fast"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("seq4j.kernels = fast: must be auto or portable");
  }
}
