package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTokenizerTest {

  private static final Tokenizer LOWER = new WordTokenizer();
  private static final Tokenizer KEEP = new WordTokenizer().withCase(WordTokenizer.Case.KEEP);

  private static final String CONTRACTIONS =
      """
      don't => do n't
      Don't => Do n't
      DON'T => DO N'T
      can't => ca n't
      won't => wo n't
      shan't => sha n't
      ain't => ai n't
      isn't it => is n't it
      couldn't've => could n't 've
      cannot => cannot
      gonna gotta wanna => gonna gotta wanna
      I'm => I 'm
      I'd've => I 'd 've
      he'd she'll we're they've => he 'd she 'll we 're they 've
      it's => it 's
      It's' => It 's '
      don’t it’s I’m => do n't it 's I 'm
      don`t it´s => do n't it 's
      the dog's bone => the dog 's bone
      the dogs' bones => the dogs ' bones
      the mother-in-law's => the mother-in-law 's
      1990's => 1990 's
      the U.S.'s => the U.S. 's
      Rocky"'s => Rocky " 's
      do n't => do n't
      dog 's => dog 's
      they ca n't 've => they ca n't 've
      o'clock O'Brien ma'am => o'clock O'Brien ma'am
      rock'n'roll => rock'n'roll
      rock 'n' roll => rock 'n' roll
      get 'em => get 'em
      'Tis the season, 'twas => 'Tis the season , 'twas
      goin' home => goin' home
      ol’ man => ol' man
      the '90s and '80's => the '90s and '80's
      the ’60s => the '60s
      a can't-miss film => a can't-miss film
      'begin' => ' begin '
      did'nt => did'nt
      """;

  private static final String WORDS =
      """
      A low-budget film. => A low-budget film .
      10-year-old => 10-year-old
      so-called‑thing => so-called-thing
      pre- and post-war => pre - and post-war
      good--no, great => good -- no , great
      good - no => good - no
      good—no => good — no
      and/or => and / or
      R&B, AT&T => R&B , AT&T
      Tom & Jerry => Tom & Jerry
      snake_case _so_ => snake_case _ so _
      sh*t f**k f***ing f*** => sh*t f**k f***ing f***
      *great* => * great *
      M*A*S*H => M*A*S*H
      Ke$ha => Ke$ha
      café naïve Ωμέγα Привет => café naïve Ωμέγα Привет
      cafe\u0301 => cafe\u0301
      soft\u00adly => softly
      中文 text => 中文 text
      می\u200Cخواهم => می\u200Cخواهم
      Mr. Smith and Mrs. Jones => Mr. Smith and Mrs. Jones
      MR. SMITH => MR. SMITH
      etc. etc, => etc. etc ,
      in the U.S. today => in the U.S. today
      the U.S => the U.S
      e.g., i.e. this => e.g. , i.e. this
      at 5 p.m. sharp => at 5 p.m. sharp
      J.K.Rowling => J.K. Rowling
      Samuel L. Jackson => Samuel L. Jackson
      You and I. Then => You and I . Then
      Plan B. => Plan B .
      The end.The next => The end . The next
      a film. => a film .
      Grade: A+ or B-. => Grade : A+ or B- .
      C++ is => C++ is
      """;

  private static final String NUMBERS =
      """
      3.5 stars => 3.5 stars
      .5 stars => .5 stars
      1,000 and 1,000,000.50 => 1,000 and 1,000,000.50
      1,2 and 10,00 => 1 , 2 and 10 , 00
      1990s 1st 3D mp3 => 1990s 1st 3D mp3
      8/10! => 8/10 !
      7.5/10, 7½/10 => 7.5/10 , 7½/10
      8 / 10 => 8 / 10
      ***1/2 => *** 1/2
      at 10:30 => at 10:30
      1990-1995 => 1990-1995
      1990–1995 => 1990 – 1995
      -5 degrees (-3.5) -.5 => -5 degrees ( -3.5 ) -.5
      5-3 => 5-3
      $20 and $$ => $ 20 and $$
      £3.50 => £ 3.50
      10% => 10 %
      #1 => # 1
      50. => 50 .
      v2.0.1 => v2.0.1
      ٣٫٥ => ٣ ٫ ٥
      """;

  private static final String MARKS =
      """
      Wait... what => Wait ... what
      Wait.. what => Wait ... what
      Wait…… what => Wait ... what
      Wait . . . what => Wait ... what
      etc... => etc ...
      etc.... => etc. ...
      No! No!! No!!!!! => No ! No !! No !!!
      What?! Why??? => What ? ! Why ???
      ------ -> => -- - >
      ************ => **********
      ((a)) [b] {c} => ( ( a ) ) [ b ] { c }
      "Yes," she said. => " Yes , " she said .
      “Yes,” she said. => “ Yes , ” she said .
      ‘Yes’ => ‘ Yes ’
      'Yes,' => ' Yes , '
      ``Yes'' => `` Yes ''
      ¿Qué? «Oui» => ¿ Qué ? « Oui »
      a < b > c => a < b > c
      """;

  private static final String WEB =
      """
      see http://www.imdb.com/title/tt0111161/?ref_=x. => see http://www.imdb.com/title/tt0111161/?ref_=x .
      (see https://en.wikipedia.org/wiki/It_(film)) => ( see https://en.wikipedia.org/wiki/It_(film) )
      WWW.Imdb.com! => WWW.Imdb.com !
      "www.a.org" => " www.a.org "
      on imdb.com's page => on imdb.com 's page
      go to bbc.co.uk/news, now => go to bbc.co.uk/news , now
      http:// => http : //
      mail first.last+tag@mail.example.org. => mail first.last+tag@mail.example.org .
      <john@example.com> => < john@example.com >
      @someone's #MeToo #film! => @someone 's #MeToo #film !
      a@b w@nk => a@b w@nk
      C# f#ck => C # f#ck
      """;

  private static final String EMOJI =
      """
      good😀😀 => good 😀 😀
      👍🏽👍 => 👍🏽 👍
      👩‍👩‍👧‍👦! => 👩‍👩‍👧‍👦 !
      👩🏽‍🚀 => 👩🏽‍🚀
      I ❤️ it => I ❤️ it
      🇩🇪🇫🇷 => 🇩🇪 🇫🇷
      🏴󠁧󠁢󠁥󠁮󠁧󠁿 => 🏴󠁧󠁢󠁥󠁮󠁧󠁿
      1️⃣ #️⃣ => 1️⃣ #️⃣
      🏳️‍🌈 => 🏳️‍🌈
      🫠 => 🫠
      :-) :) ;D =P :'( :| => :-) :) ;D =P :'( :|
      Cool:) => Cool :)
      great :))) => great :)
      (great :)) => ( great :) )
      >:( (-: (: => >:( (-: (:
      I <3 it </3 => I <3 it </3
      ^_^ -_- ¯\\_(ツ)_/¯ => ^_^ -_- ¯\\_(ツ)_/¯
      as follows:(1) => as follows : ( 1 )
      note:Paris => note : Paris
      """;

  private static final String HTML =
      """
      one<br />two<BR>three<br/>four => one two three four
      <p class="x>y">text</p> => text
      <a href='http://a.org'>link</a>. => link .
      un<b>bold</b>ed => un bold ed
      a<!-- no > <b> -->b => a b
      <!-- open => < ! -- open
      <!DOCTYPE html>a<?xml version="1.0"?>b => a b
      a <b and c => a < b and c
      a < b and c > d => a < b and c > d
      <<a => << a
      x<5 => x < 5
      rock &amp; roll => rock & roll
      R&amp;B => R&B
      &quot;so&quot; => " so "
      don&#39;t don&#x27;t don&rsquo;t => do n't do n't do n't
      a&nbsp;b => a b
      caf&eacute; => café
      &lt;br /&gt; => < br / >
      &amp;lt; => & lt ;
      &bogus; &; &#xZZ; &#99999999; => & bogus ; & ; & #xZZ ; & # 99999999 ;
      &#151; => —
      fish &chips; => fish & chips ;
      """;

  static Stream<Arguments> cases() {
    return Stream.of(CONTRACTIONS, WORDS, NUMBERS, MARKS, WEB, EMOJI, HTML)
        .flatMap(String::lines)
        .map(line -> line.split(" => "))
        .map(sides -> Arguments.of(sides[0], sides[1]));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cutsAsAReaderWould(String text, String tokens) {
    assertThat(KEEP.tokenize(text)).isEqualTo(Arrays.asList(tokens.split(" ")));
  }

  @Test
  void lowersTheCaseOfWordsAndNotOfFaces() {
    assertThat(LOWER.tokenize("GREAT Film, DON'T ÉCLAIR U.S. Mr. :D :P IMDb.com"))
        .containsExactly(
            "great", "film", ",", "do", "n't", "éclair", "u.s.", "mr.", ":D", ":P", "imdb.com");
  }

  @Test
  void lowersAlikeUnderTurkishRules() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(LOWER.tokenize("IT IS")).containsExactly("it", "is");
      assertThat(LOWER.spec()).isEqualTo("word?case=lower");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void mendsWindowsCharactersReadAsLatin1() {
    assertThat(KEEP.tokenize("It\u0092s \u0093odd\u0094 \u0096 so\u0085\u0081"))
        .containsExactly("It", "'s", "“", "odd", "”", "–", "so", "...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\u00A0\u2003\u3000", "<br />", "\0\u0007\u007F", "\uFEFF"})
  void findsNothingWhereNothingIsSeen(String text) {
    assertThat(LOWER.tokenize(text)).isEmpty();
  }

  @Test
  void passesOverLoneSurrogates() {
    assertThat(KEEP.tokenize("a\uD83Db \uDE00 c\uDE00")).containsExactly("a", "b", "c");
  }

  @Test
  void keepsALongWordWhole() {
    String word = "x".repeat(1_000_000);

    assertThat(LOWER.tokenize(word)).containsExactly(word);
  }

  /** With a rule that looked ahead again and again, each of these would take minutes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<a ",
        "<a =\"",
        "<a ='<a =\"",
        "<!--",
        "&",
        "&amp",
        "a.",
        "ab.",
        ". ",
        "a@",
        "@",
        "((",
        "http://x))",
        "'",
        "a'",
        "n't",
        "*a",
        "1,",
        "-",
        "\u200D",
        "👩\u200D",
        ":)",
        "#"
      })
  void takesAnyLongTextInOnePass(String piece) {
    String text = piece.repeat(200_000 / piece.length());

    List<String> tokens = LOWER.tokenize(text);

    int kept = tokens.stream().mapToInt(String::length).sum();
    assertThat(kept).isLessThanOrEqualTo(text.length());
    assertThat(LOWER.tokenize(String.join(" ", tokens))).isEqualTo(tokens);
  }

  @Test
  void isAValue() {
    assertThat(new WordTokenizer()).isEqualTo(LOWER).hasSameHashCodeAs(LOWER).isNotEqualTo(KEEP);
    assertThat(KEEP).hasToString("WordTokenizer[letterCase=KEEP, language=ENGLISH]");
    assertThatNullPointerException().isThrownBy(() -> new WordTokenizer(null));
  }
}
