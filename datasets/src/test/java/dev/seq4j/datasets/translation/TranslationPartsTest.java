package dev.seq4j.datasets.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TranslationPartsTest {

  /** Sentences with one to three translations each, every fifth once more in upper case. */
  private static List<SentencePair> pairs(int sentences) {
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      for (int t = 0; t <= i % 3; t++) {
        String source = "sentence " + i;
        pairs.add(
            new SentencePair(t == 2 ? source.toUpperCase(Locale.ROOT) : source, "phrase " + t));
      }
    }
    return pairs;
  }

  private static Set<String> sentences(List<SentencePair> pairs) {
    return pairs.stream()
        .map(pair -> pair.source().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @Property(tries = 100, seed = "1")
  void noSentenceIsInTwoParts(
      @ForAll @IntRange(min = 3, max = 200) int size, @ForAll @IntRange(max = 5) int seed) {
    List<SentencePair> pairs = pairs(size);

    TranslationParts parts =
        TranslationParts.of(pairs, new TranslationParts.Shares(0.1, 0.2), seed);

    List<SentencePair> all = new ArrayList<>(parts.train());
    all.addAll(parts.validation());
    all.addAll(parts.test());
    assertThat(all).containsExactlyInAnyOrderElementsOf(pairs);
    assertThat(sentences(parts.train()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(sentences(parts.validation()))
        .doesNotContainAnyElementsOf(sentences(parts.test()));
    assertThat(sentences(parts.validation()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(sentences(parts.test()));
    assertThat(parts.test()).isNotEmpty();
  }

  @Test
  void sharesAreThoseOfTheSentences() {
    TranslationParts parts = TranslationParts.of(pairs(1000), TranslationParts.Shares.DEFAULT, 1);

    assertThat(sentences(parts.test())).hasSize(50);
    assertThat(sentences(parts.validation())).hasSize(50);
    assertThat(parts)
        .hasToString(
            "TranslationParts[%d to train, %d to validate, %d to test]"
                .formatted(parts.train().size(), parts.validation().size(), parts.test().size()));
  }

  @Test
  void withoutValidationTheTestIsTheSame() {
    TranslationParts with = TranslationParts.of(pairs(100), TranslationParts.Shares.DEFAULT, 1);
    TranslationParts without =
        TranslationParts.of(pairs(100), new TranslationParts.Shares(0, 0.05), 1);
    assertThat(without.test()).isEqualTo(with.test());
    assertThat(without.validation()).isEmpty();
    assertThat(without.train())
        .hasSize(with.train().size() + with.validation().size())
        .containsAll(with.validation());
    assertThatThrownBy(() -> TranslationParts.of(pairs(1), new TranslationParts.Shares(0, 0.5), 1))
        .hasMessage("sentences = 1: must be 2 or above to train and to test with");
  }

  @Test
  void isAFunctionOfTheSeed() {
    TranslationParts.Shares shares = TranslationParts.Shares.DEFAULT;

    assertThat(TranslationParts.of(pairs(200), shares, 1))
        .isEqualTo(TranslationParts.of(pairs(200), shares, 1))
        .isNotEqualTo(TranslationParts.of(pairs(200), shares, 2));
  }

  @Test
  void gathersAllTranslationsOfASentence() {
    assertThat(
            TranslationParts.references(
                List.of(
                    new SentencePair("b", "1"),
                    new SentencePair("a", "2"),
                    new SentencePair("b", "3"),
                    new SentencePair("b", "1"))))
        .containsExactly(
            org.assertj.core.api.Assertions.entry("b", List.of("1", "3")),
            org.assertj.core.api.Assertions.entry("a", List.of("2")));
  }

  @Test
  void refusesWhatCannotBeDivided() {
    assertThatThrownBy(() -> new TranslationParts.Shares(-0.1, 0.1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("validation share = -0.1: must be 0 or above and below 1");
    assertThatThrownBy(() -> new TranslationParts.Shares(0.5, 0.5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("test share = 0.5: must be above 0 and below 0.5");
    assertThatThrownBy(() -> TranslationParts.of(pairs(2), TranslationParts.Shares.DEFAULT, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("sentences = 2: must be 3 or above to train, to validate and to test with");
  }
}
