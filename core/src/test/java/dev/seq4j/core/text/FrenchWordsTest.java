package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link WordTokenizer} for French. */
class FrenchWordsTest {

  private static final WordTokenizer LOWER =
      new WordTokenizer().withLanguage(WordTokenizer.Language.FRENCH);
  private static final WordTokenizer KEEP = LOWER.withCase(WordTokenizer.Case.KEEP);

  private static final String CUT =
      """
      L'homme n'a qu'un ami. => L' homme n' a qu' un ami .
      J’ai d’abord cru => J' ai d' abord cru
      jusqu'à lorsqu'il puisqu'on quoiqu'elle => jusqu' à lorsqu' il puisqu' on quoiqu' elle
      C'est-à-dire ç'a => C' est-à-dire ç' a
      aujourd'hui quelqu'un presqu'île => aujourd'hui quelqu'un presqu'île
      chef-d'œuvre Côte-d'Or O'Brien => chef-d'œuvre Côte-d'Or O'Brien
      l' homme => l' homme
      l'« Europe » et d'1 kg => l' « Europe » et d' 1 kg
      'l' et 'j' => ' l ' et ' j '
      Est-ce que tu viens ? => Est -ce que tu viens ?
      Y a-t-il du pain? => Y a -t-il du pain ?
      A‑t‑elle, va-t-on => A -t-elle , va -t-on
      Qu'est-ce que c'est? => Qu' est -ce que c' est ?
      Dis-le-moi, va-t'en, donne-m'en => Dis -le -moi , va -t' en , donne -m' en
      Allons-y ! Vas-y. => Allons -y ! Vas -y .
      celui-ci, celle-là, là-bas => celui -ci , celle -là , là-bas
      arc-en-ciel rez-de-chaussée tout-en-un => arc-en-ciel rez-de-chaussée tout-en-un
      peut-être week-end grand-mère => peut-être week-end grand-mère
      moi-même Jean-Luc vingt-et-un => moi-même Jean-Luc vingt-et-un
      Il est sept. Je prends le vol. Viens ! => Il est sept . Je prends le vol . Viens !
      M. Dupont et Mme. Durand, le Dr. Roux => M. Dupont et Mme. Durand , le Dr. Roux
      Il y en a. Il y va. Où ? => Il y en a . Il y va . Où ?
      Il n'y a rien à... rien => Il n' y a rien à ... rien
      3,5 et 1,25 et 1, 2 => 3,5 et 1,25 et 1 , 2
      à 10h30 ou 10:30 => à 10h30 ou 10:30
      50 % de 20 € => 50 % de 20 €
      «Oui», dit-il. => « Oui » , dit -il .
      - Oui. -- Non. -5 => - Oui . -- Non . -5
      Cours\u202f! Vraiment\u00a0? => Cours ! Vraiment ?
      Ça ne l'empêche pas. => Ça ne l' empêche pas .
      """;

  static Stream<Arguments> cut() {
    return CUT.lines().map(line -> Arguments.of((Object[]) line.split(" => ")));
  }

  @ParameterizedTest
  @MethodSource("cut")
  void cutsFrench(String text, String tokens) {
    List<String> expected = Arrays.asList(tokens.split(" "));

    assertThat(KEEP.tokenize(text)).isEqualTo(expected);
    assertThat(LOWER.tokenize(text))
        .isEqualTo(expected.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList());
  }

  private static final String PRINTED =
      """
      Qu'est-ce que c'est ? C'est l'arc-en-ciel, dit-il.
      Va-t'en ! Dis-le-moi ; donne-m'en : vite !
      « L'homme », dit-elle, « n'a qu'un ami. »
      Y a-t-il quelqu'un (aujourd'hui) ? Oui... Non !
      Le n° 5 coûte 3,50 €, soit 10 % de moins.
      Quoi ?! Vraiment ?!! Tu n'y crois pas ?
      Il a dit "oui", puis 'non' à M. Dupont.
      Celui-ci ou celui-là ? L'un et/ou l'autre.
      Il est 10h30. J'arrive jusqu'à toi - lentement.
      Parlez-vous français ? Un petit peu !
      """;

  static List<String> printed() {
    return PRINTED.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("printed")
  void setsFrenchAsItWasPrinted(String text) {
    assertThat(KEEP.join(KEEP.tokenize(text))).isEqualTo(text);
  }

  /** Pieces at which the rules begin, end and meet. */
  private static final String[] PIECES = {
    "l", "d", "qu", "jusqu", "t", "m", "a", "à", "y", "S", "L", "QU", "ç", "homme", "est", "là",
    "il", "ce", "en", "le", "t-il", "moi", "ciel", "M", "Mme", "0", "12", "5", "'", "'", "’", "‘",
    "`", "-", "-", "-", "‐", "‑", "–", ".", ".", ",", ":", ";", "!", "?", "«", "»", "\"", "(", ")",
    "%", "€", "°", "n", "/", "*", "@", "#", " ", " ", " ", "\u00A0", "\u202F", "\n", "a\u0300",
    "\u0301", "\u200D", "\uD83D", "😀", ".com", "<b>", "&nbsp;", "-t-", "'il", "-ce"
  };

  @Property(tries = 5000, seed = "1")
  void cutsTokensWithSpacesBetweenIntoThemselves(@ForAll("anyText") String text) {
    List<String> tokens = KEEP.tokenize(text);

    assertThat(KEEP.tokenize(String.join(" ", tokens))).isEqualTo(tokens);
    assertThat(LOWER.tokenize(String.join(" ", LOWER.tokenize(text))))
        .isEqualTo(LOWER.tokenize(text));
  }

  @Property(tries = 1000, seed = "1")
  void joinsAnyTokens(@ForAll List<String> tokens) {
    List<String> filled = tokens.stream().filter(token -> !token.isEmpty()).toList();

    assertThat(KEEP.join(filled).replace(" ", ""))
        .isEqualTo(String.join("", filled).replace(" ", ""));
  }

  @Property(tries = 1000, seed = "1")
  void joinsFrenchAsItWasAndCutsItAlikeAgain(@ForAll("french") String text) {
    List<String> tokens = KEEP.tokenize(text);

    assertThat(KEEP.join(tokens)).isEqualTo(text);
    assertThat(LOWER.tokenize(LOWER.join(LOWER.tokenize(text)))).isEqualTo(LOWER.tokenize(text));
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.of(PIECES).list().ofMaxSize(12).map(list -> String.join("", list));
  }

  /** Sentences with clauses, guillemets and brackets, spaced as they are printed. */
  @Provide
  Arbitrary<String> french() {
    Arbitrary<String> word =
        Arbitraries.of(
            "l'homme",
            "d'abord",
            "jusqu'à",
            "aujourd'hui",
            "qu'elles",
            "est-ce",
            "a-t-il",
            "dis-le-moi",
            "va-t'en",
            "arc-en-ciel",
            "peut-être",
            "celui-ci",
            "œuvre",
            "Noël",
            "ça",
            "M. Roux",
            "3,5",
            "n° 5",
            "10 %",
            "20 €",
            "10h30",
            "et/ou");
    Arbitrary<String> clause =
        word.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join(" ", list));
    Arbitrary<String> part =
        Combinators.combine(clause, Arbitraries.of("%s", "« %s »", "(%s)", "“%s”", "[%s]"))
            .as((text, frame) -> String.format(frame, text));
    Arbitrary<String> sentence =
        Combinators.combine(
                part.list().ofMinSize(1).ofMaxSize(4),
                Arbitraries.of(", ", " ; ", " : ", " - ", "... "),
                Arbitraries.of(" !", " ?", "...", " !!!", " ?!"))
            .as((parts, between, end) -> String.join(between, parts) + end);
    return sentence.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" ", list));
  }
}
