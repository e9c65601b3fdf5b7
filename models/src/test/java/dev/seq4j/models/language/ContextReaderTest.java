package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.output.StepwiseNetwork;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextReaderTest {

  /** Remembers what it has been given, since it last forgot. */
  private static final class Listener implements StepwiseNetwork {

    private final StringBuilder heard = new StringBuilder();
    private int forgot;
    private boolean closed;

    @Override
    public int rows() {
      return 1;
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public void step(int[] ids, float[] probabilities) {
      read(new int[][] {ids}, probabilities);
    }

    @Override
    public void read(int[][] ids, float[] probabilities) {
      Arrays.stream(ids[0]).forEach(heard::append);
    }

    @Override
    public void reset() {
      heard.setLength(0);
      forgot++;
    }

    @Override
    public State state() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setState(State state, int... from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Listener network = new Listener();
  private final float[] probabilities = new float[2];

  @ParameterizedTest
  @CsvSource({
    "4, 4, 0, 0123", // as long as the context
    "4, 5, 1, 234", // full: the last half of the context, and what is new
    "4, 6, 1, 2345",
    "4, 7, 2, 456",
    "5, 6, 1, 345",
    "2, 3, 1, 12",
    "0, 9, 0, 012345678", // without a limit
  })
  void readsTheLastHalfAnewWhenTheContextIsFull(
      int context, int tokens, int forgot, String remembered) {
    ContextReader reader = new ContextReader(network, context);
    for (int i = 0; i < tokens; i++) {
      reader.read(new int[] {i}, probabilities);
    }
    assertThat(network.heard).hasToString(remembered);
    assertThat(network.forgot).isEqualTo(forgot);
  }

  @Test
  void aPromptThatIsLongerIsReadFromItsLastHalfContext() {
    ContextReader reader = new ContextReader(network, 4);
    reader.read(IntStream.range(0, 9).toArray(), probabilities);
    assertThat(network.heard).hasToString("678");
  }

  @Test
  void aPromptGoesOnFromWhatWasRead() {
    ContextReader reader = new ContextReader(network, 6);
    reader.read(new int[] {0, 1, 2, 3, 4}, probabilities);
    reader.read(new int[] {5, 6, 7}, probabilities);
    assertThat(network.heard).hasToString("4567");
  }

  @Test
  void closesTheNetwork() {
    new ContextReader(network, 4).close();
    assertThat(network.closed).isTrue();
  }
}
