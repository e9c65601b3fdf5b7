package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequenceViewTest {

  private static final NativeFloats TWELVE = new NativeFloats(64, 12);

  @Test
  void acceptsWhatFitsExactly() {
    assertThatCode(
            () -> SequenceView.timeBatchFeatures(TWELVE, 2, 3).requireWritableShape("x", 2, 3, 2))
        .doesNotThrowAnyException();
    assertThatCode(() -> new SequenceView(TWELVE, 1, 8, 1, 1).requireShape("x", 2, 1, 3))
        .doesNotThrowAnyException();
    assertThatCode(() -> new SequenceView(TWELVE, 99, 9, 9, 9).requireShape("x", 0, 5, 5))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesOneFloatTooMany() {
    assertThatThrownBy(() -> new SequenceView(TWELVE, 1, 6, 1, 3).requireShape("x", 2, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x: shape [2, 3, 2] with strides [6, 1, 3] from 1 on does not fit in 12 floats");
    assertThatThrownBy(() -> StateView.batchUnits(TWELVE, 4).requireShape("h", 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("h: shape [4, 4]");
  }

  @Test
  void refusesStridesThatOverflow() {
    for (long huge : new long[] {Long.MAX_VALUE, Long.MAX_VALUE / 2, 1L << 62, 1L << 32}) {
      assertThatThrownBy(
              () -> new SequenceView(TWELVE, 0, huge, huge, huge).requireShape("x", 3, 3, 3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new SequenceView(TWELVE, huge, 1, 1, 1).requireShape("x", 1, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new SequenceView(TWELVE, 0, -1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batchStride = -1: must not be negative");
  }

  /** A view that passes as writable has a place of its own for every value. */
  @Property(tries = 500, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void writableViewsDoNotOverlap(
      @ForAll @IntRange(min = 0, max = 8) int batchStride,
      @ForAll @IntRange(min = 0, max = 8) int featureStride,
      @ForAll @IntRange(min = 0, max = 8) int timeStride,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 3) int features,
      @ForAll @IntRange(min = 1, max = 3) int time) {
    NativeFloats memory = new NativeFloats(64, 1000);
    SequenceView view = new SequenceView(memory, 0, batchStride, featureStride, timeStride);
    Set<Long> places = new HashSet<>();
    for (int b = 0; b < batch; b++) {
      for (int f = 0; f < features; f++) {
        for (int t = 0; t < time; t++) {
          places.add(view.index(b, f, t));
        }
      }
    }
    boolean accepted = true;
    try {
      view.requireWritableShape("y", batch, features, time);
    } catch (IllegalArgumentException e) {
      accepted = false;
    }
    if (accepted) {
      assertThat(places).hasSize(batch * features * time);
    }
  }

  @Test
  void refusesToWriteOnePlaceTwice() {
    assertThatThrownBy(
            () -> new SequenceView(TWELVE, 0, 0, 1, 3).requireWritableShape("y", 2, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write one place twice");
    assertThatThrownBy(() -> new StateView(TWELVE, 0, 2, 1).requireWritableShape("h", 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write one place twice");
  }

  @Test
  void nativeFloatsRefuseWhatIsNoMemory() {
    assertThatThrownBy(() -> new NativeFloats(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("address = 0: must be positive and a multiple of 4");
    assertThatThrownBy(() -> new NativeFloats(6, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NativeFloats(64, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NativeFloats(64, NativeFloats.MAX_LENGTH + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new NativeFloats(0, 0).buffer().capacity()).isZero();
  }
}
