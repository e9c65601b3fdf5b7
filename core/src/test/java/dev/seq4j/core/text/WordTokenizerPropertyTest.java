package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WordTokenizerPropertyTest {

  /** Pieces at which the rules begin, end and meet. */
  private static final String[] PIECES = {
    "a",
    "b",
    "i",
    "n",
    "s",
    "t",
    "S",
    "T",
    "x",
    "in",
    "Mr",
    "etc",
    "ol",
    "É",
    "ς",
    "Σ",
    "İ",
    "ß",
    "中",
    "\u0301",
    "é",
    "0",
    "5",
    "12",
    "000",
    "½",
    "٣",
    "𝟓",
    "𝒜",
    ".",
    ".",
    ",",
    ":",
    ";",
    "!",
    "?",
    "-",
    "-",
    "‐",
    "–",
    "—",
    "'",
    "'",
    "’",
    "‘",
    "`",
    "´",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "/",
    "\\",
    "&",
    "#",
    "@",
    "*",
    "_",
    "^",
    "=",
    "+",
    "$",
    "%",
    "~",
    "|",
    "…",
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "\u00A0",
    "\u0085",
    "\u0092",
    "\u00AD",
    "\u200B",
    "\u200C",
    "\u200D",
    "\uFEFF",
    "\uFE0F",
    "\u20E3",
    "\uD83D",
    "\uDE00",
    "😀",
    "👍",
    "🏽",
    "👩",
    "❤",
    "🇩",
    "🇪",
    "🏴",
    "\uDB40\uDC67",
    "\uDB40\uDC7F",
    "n't",
    "'s",
    "'em",
    "'90s",
    "u.s.",
    "http://",
    "www.",
    ".com",
    "x@y.org",
    "<br />",
    "<b",
    "<!--",
    "-->",
    "&amp;",
    "&#39;",
    "&lt;",
    "&nbsp;",
    ":-)",
    ":D",
    "<3",
    "=('",
    "\0",
    "\u001B",
    "\uFFFF",
    "\uE000",
    "ツ",
    "¯\\_(ツ)_/¯"
  };

  private static final List<String> WORDS =
      List.of(
          "the",
          "film",
          "don't",
          "I'm",
          "can't",
          "dog's",
          "they'd've",
          "low-budget",
          "8/10",
          "3.5",
          "1,000",
          "U.S.",
          "Mr.",
          "e.g.",
          "'em",
          "'90s",
          "o'clock",
          "R&B",
          "café",
          "$20",
          "10%",
          "#1",
          "comedy/drama",
          "10:30",
          "@someone",
          "#film",
          "me@site.org",
          "imdb.com",
          "https://www.imdb.com/title/tt1",
          "-5",
          "s**t",
          "B+",
          "中文",
          "best—of",
          "1990–1995");

  @Property(tries = 3000, seed = "1")
  void cutsAnyText(@ForAll("anyText") String text, @ForAll WordTokenizer.Case letterCase) {
    List<String> tokens = new WordTokenizer(letterCase).tokenize(text);

    assertThat(tokens)
        .allSatisfy(
            token -> {
              assertThat(token).isNotEmpty();
              assertThat(token.codePoints())
                  .noneMatch(Character::isWhitespace)
                  .noneMatch(Character::isSpaceChar)
                  .noneMatch(Character::isISOControl);
            });
  }

  @Property(tries = 3000, seed = "1")
  void cutsTokensWithSpacesBetweenIntoThemselves(
      @ForAll("anyText") String text, @ForAll WordTokenizer.Case letterCase) {
    WordTokenizer tokenizer = new WordTokenizer(letterCase);
    List<String> tokens = tokenizer.tokenize(text);

    assertThat(tokenizer.tokenize(String.join(" ", tokens))).isEqualTo(tokens);
  }

  @Property(tries = 1000, seed = "1")
  void joinsAnyTokens(@ForAll List<String> tokens) {
    List<String> filled = tokens.stream().filter(token -> !token.isEmpty()).toList();

    String joined = new WordTokenizer().join(filled);

    assertThat(joined.replace(" ", "")).isEqualTo(String.join("", filled).replace(" ", ""));
  }

  @Property(tries = 1000, seed = "1")
  void cutsJoinedEnglishIntoTheSameTokens(
      @ForAll("english") String text, @ForAll WordTokenizer.Case letterCase) {
    WordTokenizer tokenizer = new WordTokenizer(letterCase);
    List<String> tokens = tokenizer.tokenize(text);

    assertThat(tokenizer.tokenize(tokenizer.join(tokens))).isEqualTo(tokens);
  }

  @Property(tries = 1000, seed = "1")
  void joinsEnglishAsItWas(@ForAll("english") String text) {
    WordTokenizer tokenizer = new WordTokenizer(WordTokenizer.Case.KEEP);

    assertThat(tokenizer.join(tokenizer.tokenize(text))).isEqualTo(text);
  }

  @Property(tries = 500, seed = "1")
  void cutsAlikeInEitherCase(@ForAll("english") String text) {
    List<String> kept = new WordTokenizer(WordTokenizer.Case.KEEP).tokenize(text);

    assertThat(new WordTokenizer().tokenize(text))
        .isEqualTo(kept.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList());
  }

  @Provide
  Arbitrary<String> anyText() {
    Arbitrary<String> pieces =
        Arbitraries.of(PIECES).list().ofMaxSize(12).map(list -> String.join("", list));
    return Arbitraries.oneOf(pieces, pieces, Arbitraries.strings().all().ofMaxLength(40));
  }

  /** Sentences with clauses, quotes and brackets, spaced as they are printed. */
  @Provide
  Arbitrary<String> english() {
    Arbitrary<String> clause =
        Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(5).map(list -> String.join(" ", list));
    Arbitrary<String> part =
        Combinators.combine(clause, Arbitraries.of("%s", "\"%s\"", "(%s)", "“%s”", "‘%s’", "[%s]"))
            .as((text, frame) -> String.format(frame, text));
    Arbitrary<String> sentence =
        Combinators.combine(
                part.list().ofMinSize(1).ofMaxSize(4),
                Arbitraries.of(", ", "; ", ": ", " - ", " -- ", "... "),
                Arbitraries.of("!", "?", "...", "!!!", "?!", " :-)", " 👍"))
            .as((parts, between, end) -> String.join(between, parts) + end);
    return sentence.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" ", list));
  }
}
