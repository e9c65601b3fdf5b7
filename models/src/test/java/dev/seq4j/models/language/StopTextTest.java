package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StopTextTest {

  private final List<String> pieces = new ArrayList<>();

  @Test
  void endsBeforeTheStopEvenAcrossPieces() {
    StopText text = new StopText("\n\n", pieces::add);
    text.accept("one\n");
    text.accept("two\n");
    assertThat(text.found()).isFalse();
    text.accept("\nthree");
    text.accept("four");
    assertThat(text.found()).isTrue();
    assertThat(text.end()).isEqualTo("one\ntwo");
    assertThat(pieces).containsExactly("one", "\ntwo");
  }

  @Test
  void whatLookedLikeTheStopComesAtTheEnd() {
    StopText text = new StopText("THE END", pieces::add);
    text.accept("so THE EN");
    assertThat(pieces).containsExactly("so ");
    assertThat(text.end()).isEqualTo("so THE EN");
  }

  @Test
  void withoutAStopEverythingPassesAtOnce() {
    StopText text = new StopText("", pieces::add);
    text.accept("a");
    text.accept("b");
    assertThat(pieces).containsExactly("a", "b");
    assertThat(text.end()).isEqualTo("ab");
    assertThat(text.found()).isFalse();
  }

  @Property
  void passesWhatStandsBeforeTheFirstStop(
      @ForAll List<@CharRange(from = 'a', to = 'b') @StringLength(max = 4) String> given,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 3) String stop) {
    pieces.clear();
    StopText text = new StopText(stop, pieces::add);
    given.forEach(text::accept);
    String whole = String.join("", given);
    int at = whole.indexOf(stop);
    String expected = at < 0 ? whole : whole.substring(0, at);
    assertThat(text.end()).isEqualTo(expected);
    assertThat(text.found()).isEqualTo(at >= 0);
    assertThat(String.join("", pieces)).isEqualTo(expected);
    assertThat(pieces).doesNotContain("");
  }
}
