package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairEncodingTest {

  private static final List<String> STORY =
      List.of(
          "It was the best of times, it was the worst of times,\n\n  it was the age of wisdom.",
          "L'homme n'est pas là ; l'heure est venue. Où est l'arc-en-ciel ?",
          "In 1789 and in 1793 the times were the worst, the very worst.");

  private static final BytePairEncoding SUBWORDS =
      BytePairEncoding.train(repeated(STORY, 5), 60, Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN);

  private static List<String> repeated(List<String> texts, int times) {
    List<String> all = new ArrayList<>();
    Collections.nCopies(times, texts).forEach(all::addAll);
    return all;
  }

  /** What was learnt, after the special tokens, the bytes and the characters. */
  private static List<String> joins(BytePairEncoding subwords, int last) {
    Vocabulary vocabulary = subwords.vocabulary();
    List<String> joins = new ArrayList<>();
    for (int id = vocabulary.size() - last; id < vocabulary.size(); id++) {
      joins.add(vocabulary.token(id));
    }
    return joins;
  }

  /**
   * low 50, lower 20, newest 60, widest 30 times.
   *
   * <pre>
   *   e s    90 (60 newest, 30 widest), as often as s t: es comes first in the alphabet
   *   es t   90
   *   l o    70 (50 low, 20 lower), as often as o w
   *   lo w   70
   *   e w    60, as often as n e and w est: ew comes first, and takes e and w from the others
   * </pre>
   */
  @Test
  void learnsWhatStandsTogetherMostOften() {
    List<String> words = new ArrayList<>();
    words.addAll(Collections.nCopies(50, "low"));
    words.addAll(Collections.nCopies(20, "lower"));
    words.addAll(Collections.nCopies(60, "newest"));
    words.addAll(Collections.nCopies(30, "widest"));

    BytePairEncoding subwords = BytePairEncoding.train(words, 7);

    assertThat(joins(subwords, 7))
        .containsExactly("es", "est", "lo", "low", "ew", "ewest", "newest");
    assertThat(subwords.tokenize("lowestnewer")).containsExactly("low", "est", "n", "ew", "e", "r");
  }

  @Test
  void countsTheTokensOfWhatItLearntFrom() {
    BytePairEncoding subwords = BytePairEncoding.train(Collections.nCopies(6, "ab ab"), 2);
    Vocabulary vocabulary = subwords.vocabulary();

    assertThat(joins(subwords, 2)).containsExactly("ab", " ab");
    assertThat(vocabulary.count(vocabulary.id("ab"))).isEqualTo(6);
    assertThat(vocabulary.count(vocabulary.id(" ab"))).isEqualTo(6);
    assertThat(vocabulary.count(vocabulary.id("a"))).isZero();
  }

  @Test
  void endsWhereNothingComesTogetherTwice() {
    BytePairEncoding subwords = BytePairEncoding.train(List.of("aaaaa", "bbbbb"), 1000);

    // aa twice in a word, and so aaaa once: not often enough
    assertThat(joins(subwords, 4)).containsExactly("a", "b", "aa", "bb");
    assertThat(BytePairEncoding.train(List.of(), 10).vocabulary().size()).isEqualTo(2 + 256);
  }

  @Test
  void joinsNeitherCrossWordsNorLines() {
    assertThat(SUBWORDS.tokenize("it was the best\nof times"))
        .startsWith("i", "t", " was", " the")
        .contains("\n")
        .allSatisfy(token -> assertThat(token.strip()).doesNotContain(" ").doesNotContain("\n"));
  }

  @Test
  void partsShortWordsAtTheirApostrophe() {
    List<String> chunks = new ArrayList<>();
    SubwordScanner scanner =
        new SubwordScanner("It's l'homme, qu'il don't n'est-ce\n\n  In 1789!? ");
    for (String chunk = scanner.next(); chunk != null; chunk = scanner.next()) {
      chunks.add(chunk);
    }

    assertThat(String.join("|", chunks))
        .isEqualTo("It'|s| l'|homme|,| qu'|il| don't| n'|est|-|ce|\n\n | In| 178|9|!?| ");
  }

  @Test
  void spellsRareCharactersInBytes() {
    assertThat(SUBWORDS.tokenize("€")).containsExactly("<0xE2>", "<0x82>", "<0xAC>");
    assertThat(SUBWORDS.join(List.of("<0xE2>", "<0x82>", "<0xAC>", "<0xE2>", "a")))
        .isEqualTo("€\uFFFDa");
    assertThat(SUBWORDS.join(List.of("a", "<0xE2>", "<0x82>"))).as("unfinished").isEqualTo("a");
    assertThat(SUBWORDS.tokenize("\uD83D")).isEqualTo(SUBWORDS.tokenize("\uFFFD"));
  }

  @Test
  void takesNoTextForABytesOrASpecialToken() {
    List<String> texts = Collections.nCopies(50, "<0xE2> <pad> <eos>");
    BytePairEncoding subwords = BytePairEncoding.train(texts, 100, Vocabulary.EOS_TOKEN);

    List<String> tokens = subwords.tokenize("<0xE2> <pad> <eos>");

    assertThat(tokens).doesNotContain("<0xE2>", "<pad>", "<eos>");
    assertThat(subwords.join(tokens)).isEqualTo("<0xE2> <pad> <eos>");
  }

  @Property(tries = 1000, seed = "1")
  void givesAnyTextBackThroughIds(@ForAll("texts") String text) {
    Vocabulary vocabulary = SUBWORDS.vocabulary();
    int[] ids = vocabulary.encode(SUBWORDS.tokenize(text));

    assertThat(ids).doesNotContain(Vocabulary.PAD, Vocabulary.UNK);
    assertThat(SUBWORDS.join(vocabulary.decode(ids))).isEqualTo(text);
  }

  @Property(tries = 200, seed = "1")
  void cutsTheTextsItLearntFromAsItLearnt(
      @ForAll("texts") String text, @ForAll @IntRange(max = 40) int merges) {
    BytePairEncoding subwords = BytePairEncoding.train(Collections.nCopies(5, text), merges);
    Vocabulary vocabulary = subwords.vocabulary();
    long[] counts = new long[vocabulary.size()];
    for (int id : vocabulary.encode(subwords.tokenize(text))) {
      counts[id] += 5;
    }

    for (int id = 0; id < counts.length; id++) {
      assertThat(counts[id]).as(vocabulary.token(id)).isEqualTo(vocabulary.count(id));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMaxLength(30)
            .map(text -> text.replaceAll("\\p{Cs}", "")); // halves of characters
    Arbitrary<String> pieces =
        Arbitraries.of(
                "a", "b", "aa", "the", "'", "l'", "é", "1", "23", " ", "  ", "\n", "\t", "!", "😀",
                "<", ">")
            .list()
            .ofMaxSize(20)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(any, pieces, Arbitraries.of(STORY));
  }

  @Test
  void isMadeAnewFromItsVocabulary(@TempDir Path folder) {
    Path file = folder.resolve("vocabulary.txt");
    SUBWORDS.vocabulary().write(file);
    Vocabulary read = Vocabulary.read(file);

    Tokenizer made = Tokenizers.fromSpec(SUBWORDS.spec(), read);

    assertThat(made).isEqualTo(SUBWORDS).hasSameHashCodeAs(SUBWORDS);
    assertThat(made.spec()).isEqualTo(SUBWORDS.spec()).matches("bpe\\?vocabulary=[0-9a-f]{16}");
    for (String text : STORY) {
      assertThat(made.tokenize(text)).isEqualTo(SUBWORDS.tokenize(text));
    }
    assertThat(Tokenizers.fromSpec("word?case=keep", read))
        .isEqualTo(new WordTokenizer(WordTokenizer.Case.KEEP));
  }

  @Test
  void learnsAlikeInAnyOrder() {
    List<String> other = new ArrayList<>(repeated(STORY, 5));
    Collections.reverse(other);

    assertThat(BytePairEncoding.train(other, 60, Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN))
        .isEqualTo(SUBWORDS);
    assertThat(BytePairEncoding.train(other, 59, Vocabulary.BOS_TOKEN, Vocabulary.EOS_TOKEN))
        .isNotEqualTo(SUBWORDS);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    Vocabulary words = Vocabulary.builder().add("word").build();
    assertThatThrownBy(() -> new BytePairEncoding(words))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "vocabulary of 3 tokens: is not of a byte-pair encoding, <0x00> must be number 2");
    assertThatThrownBy(() -> Tokenizers.fromSpec(SUBWORDS.spec(), words))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "tokenizer = bpe\\?vocabulary=[0-9a-f]{16}: has another vocabulary, [0-9a-f]{16}");
    assertThatThrownBy(() -> Tokenizers.fromSpec(SUBWORDS.spec()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("is made of its vocabulary, which is not given");
    assertThatThrownBy(() -> BytePairEncoding.train(STORY, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("merges = -1: must be 0 or above");
  }

  @Test
  void aVeryLongWordTakesNoLongTime() {
    String word = "best".repeat(50_000);

    List<String> tokens = SUBWORDS.tokenize(word);

    assertThat(SUBWORDS.join(tokens)).hasSize(200_000).isEqualTo(word);
  }
}
