package dev.seq4j.datasets.novel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPreparationTest {

  private static final TextPreparation DEFAULT = TextPreparation.DEFAULT;

  private static String apply(String... lines) {
    return DEFAULT.apply(String.join("\n", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***",
        "*** START OF THIS PROJECT GUTENBERG EBOOK EMMA ***",
        "***START OF THE PROJECT GUTENBERG EBOOK EMMA***",
        "*** START OF THIS PROJECT GUTENBERG ETEXT EMMA ***",
        "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
        "*END THE SMALL PRINT! FOR PUBLIC DOMAIN EBOOKS*Ver.02/11/02*END*"
      })
  void knowsHowBooksStart(String start) {
    assertThat(apply("Header", "", start, "", "Text.", "")).isEqualTo("Text.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***",
        "*** END OF THIS PROJECT GUTENBERG EBOOK EMMA ***",
        "***END OF THE PROJECT GUTENBERG EBOOK EMMA***",
        "End of the Project Gutenberg EBook of Emma, by Jane Austen",
        "End of Project Gutenberg's Emma, by Jane Austen",
        "End of The Project Gutenberg Etext of Emma",
        "This is the end of the Project Gutenberg eBook of Emma"
      })
  void knowsHowBooksEnd(String end) {
    assertThat(apply("Text.", "", "", end, "Licence")).isEqualTo("Text.\n");
  }

  @Test
  void aStartLineMayRunOver() {
    assertThat(
            apply(
                "Header",
                "*** START OF THE PROJECT GUTENBERG EBOOK THE LIFE AND STRANGE SURPRISING",
                "ADVENTURES OF ROBINSON CRUSOE ***",
                "",
                "Text."))
        .isEqualTo("Text.\n");
    assertThat(apply("*** START OF THE PROJECT GUTENBERG EBOOK X", "One.", "Two."))
        .isEqualTo("One.\nTwo.\n");
    assertThat(apply("*** START OF THE PROJECT GUTENBERG EBOOK X ***", "One.", "***", "Two."))
        .isEqualTo("One.\n***\nTwo.\n");
  }

  @Test
  void keepsEveryBookOfAFile() {
    String start = "*** START OF THE PROJECT GUTENBERG EBOOK X ***";
    String end = "*** END OF THE PROJECT GUTENBERG EBOOK X ***";
    assertThat(
            apply(
                "Header", start, "", "One.", "", end, "Licence", "Header", start, "Two.", end, end))
        .isEqualTo("One.\n\nTwo.\n");
  }

  @Test
  void leavesATextWithoutAFrameWhole() {
    String text = "\n\nCHAPTER I\n\n\n***\n\nThe end of the project.\n\n";
    assertThat(DEFAULT.apply(text)).isEqualTo(text);
    assertThat(DEFAULT.apply("no line end")).isEqualTo("no line end\n");
    assertThat(DEFAULT.apply("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u201cWhy?\u201d \u2018So.\u2019|\"Why?\" 'So.'",
        "night\u2014and day|night--and day",
        "1789\u20131859|1789-1859",
        "caf\u00e9 na\u00efve \u00c6sop stra\u00dfe|cafe naive AEsop strasse",
        "cafe\u0301|cafe",
        "wait\u2026 \ufb01n|wait... fin",
        "a\u00a0b\u2003c\u2028d|a b c d",
        "\u041c\u043e\u0441\u043a\u0432\u0430|Moskva",
        "\u03bb\u03cc\u03b3\u03bf\u03c2|logos",
        "Acme\u2122 \u00bd \uff21 30\u00b0|AcmeTM 1/2 A 30",
        "smile \ud83d\ude00!|smile !",
      })
  void writesAsciiAsATypistWould(String text, String ascii) {
    assertThat(DEFAULT.apply(text)).isEqualTo(ascii + "\n");
  }

  @Test
  void writesLongLinesInPieces() {
    String word = "\u041c\u043e\u0441\u043a\u0432\u0430 ";
    assertThat(DEFAULT.apply(word.repeat(1000))).isEqualTo("Moskva ".repeat(1000) + "\n");
    assertThat(DEFAULT.apply(word.strip().repeat(1000))).isEqualTo("Moskva".repeat(1000) + "\n");
    assertThat(DEFAULT.apply("x" + "\ud835\udc9c".repeat(2000) + "\u03b1"))
        .isEqualTo("x" + "A".repeat(2000) + "a\n");
  }

  @Property(tries = 300, seed = "1")
  void isAsciiWheneverThatIsWanted(@ForAll String text) {
    assertThat(DEFAULT.apply(text)).matches("\\A\\p{ASCII}*\\z");
  }

  @Property(tries = 500, seed = "2")
  void changesNothingTheSecondTime(
      @ForAll("texts") String text, @ForAll("preparations") TextPreparation preparation) {
    String once = preparation.apply(text);
    assertThat(preparation.apply(once)).isEqualTo(once);
  }

  @Property(tries = 300, seed = "3")
  void foldsEveryRunOfSpaces(@ForAll("texts") String text) {
    assertThat(DEFAULT.withFoldEmptyLines(true).apply(text)).doesNotContain("  ", "\n\n\n");
  }

  @Property(tries = 300, seed = "4")
  void theQuickWayToAsciiAgreesWithTheSlowOne(@ForAll("latin") String line) {
    assertThat(new Ascii().write(line)).isEqualTo(Ascii.writeAnyScript(line));
  }

  @Provide
  Arbitrary<String> latin() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withCharRange('\u00a0', '\u024f')
        .withCharRange('\u2010', '\u2044')
        .ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> frame =
        Arbitraries.of(
            "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
            "*** START OF THIS PROJECT GUTENBERG EBOOK A LONG",
            "TITLE ***",
            "***",
            "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
            "End of Project Gutenberg's X, by Y",
            "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
            "",
            "  ",
            "\u00a0");
    Arbitrary<String> line =
        Arbitraries.strings()
            .withChars(' ', '\t', '*', 'a', '\u00e9', '\u2014', '\u201c', '\u0436', '\r', '\u0301')
            .ofMaxLength(12);
    Arbitrary<List<String>> lines = Arbitraries.oneOf(frame, line).list().ofMaxSize(15);
    return lines.map(all -> String.join("\n", all));
  }

  @Provide
  Arbitrary<TextPreparation> preparations() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(flag, flag, flag, flag)
        .as((a, b, c, d) -> new TextPreparation(a, b, c, d, DEFAULT.mostBytes()));
  }
}
