package dev.seq4j.core.text;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Cuts English or French text into words and punctuation as a careful reader would, English
 * following the Penn Treebank where that is no worse.
 *
 * <pre>
 *   I can't recommend Mr. Hitchcock's film enough: 10/10!&lt;br /&gt;
 *   i | ca | n't | recommend | mr. | hitchcock | 's | film | enough | : | 10/10 | !
 *
 *   Qu'est-ce que c'est ? L'arc-en-ciel, dit-il.
 *   qu' | est | -ce | que | c' | est | ? | l' | arc-en-ciel | , | dit | -il | .
 * </pre>
 *
 * <ul>
 *   <li><b>English contractions</b> part as in the Penn Treebank: {@code do n't}, {@code ca n't},
 *       {@code I 'm}, {@code they 've}, {@code dog 's}, {@code dogs '}. Words that are written as
 *       one stay one: {@code cannot}, {@code gonna}, {@code o'clock}. Words clipped in speech keep
 *       their apostrophe: {@code 'em}, {@code 'tis}, {@code goin'}, {@code '90s}. Curly
 *       apostrophes, and accents typed for want of one, become {@code '}.
 *   <li><b>French elisions</b> part after the apostrophe, {@code l' homme}, {@code jusqu' à}, but
 *       not inside a word such as {@code aujourd'hui}; <b>French pronouns</b> that follow a verb,
 *       and {@code ci} and {@code là}, part before the hyphen: {@code a -t-il}, {@code dis -le
 *       -moi}.
 *   <li><b>Compounds</b> stay whole: {@code low-budget}, {@code R&B}, {@code snake_case}, {@code
 *       s**t}. A slash between letters parts them: {@code comedy / drama}.
 *   <li><b>Abbreviations</b> keep their dots: {@code Mr.}, {@code U.S.}, {@code e.g.}, the {@code
 *       L.} of {@code Samuel L. Jackson}; so do the grades {@code A+} and {@code B-} their signs.
 *   <li><b>Numbers</b> are whole: {@code 3.5}, {@code -5}, {@code 1,000}, {@code 1990s}, {@code
 *       10:30}, {@code 8/10}, {@code 1990-1995}, French {@code 3,5}. Currency and per cent stand
 *       apart: {@code $ 20}, {@code 10 %}.
 *   <li><b>Addresses</b> of web pages and mail, {@code @names} and {@code #tags} are whole.
 *   <li><b>Emoji</b> are whole, with skin tone, joined families and flags, and each is a token of
 *       its own; so are emoticons such as {@code :-)} and {@code <3}, whose case is kept.
 *   <li><b>Punctuation</b> stands apart, and a run of one mark is one token: dots, spaced or not,
 *       are {@code ...}, hyphens {@code --}, {@code !} and {@code ?} up to three, others up to ten.
 *       Brackets and quotes are never run together. Quotes keep their shape.
 *   <li><b>HTML</b> tags and comments count as white space and references such as {@code &amp;} are
 *       decoded, once. What cannot be seen, such as control characters and lone surrogates, counts
 *       as white space too.
 * </ul>
 *
 * <p>Letters of any script make words; scripts without spaces, such as Chinese, are not cut inside.
 * Any string at all is accepted, in time linear in its length. No token is empty or holds white
 * space, and tokens parted by single spaces are cut into themselves again.
 *
 * <p>{@link #join} sets punctuation, quotes and contractions as they are printed, French with a
 * space before {@code ! ? : ;} and inside of guillemets. What was dropped (white space, tags, case,
 * long runs) does not come back.
 *
 * @param letterCase what becomes of upper case
 * @param language whose rules are followed
 */
public record WordTokenizer(Case letterCase, Language language) implements Tokenizer {

  /** What becomes of upper case. */
  public enum Case {
    /** Words are lower-cased, whatever the machine's language; emoticons are not. */
    LOWER,
    /** Words stay as they are. */
    KEEP;

    String specName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A language with rules of its own. Any other fares best with English. */
  public enum Language {
    ENGLISH("en", new EnglishRules()),
    FRENCH("fr", new FrenchRules());

    private final String code;
    private final WordRules rules;

    Language(String code, WordRules rules) {
      this.code = code;
      this.rules = rules;
    }

    /**
     * @return its ISO 639-1 code, such as {@code fr}
     */
    public String code() {
      return code;
    }
  }

  /** The kind in {@link #spec()}. */
  static final String KIND = "word";

  static final String CASE_OPTION = "case";
  static final String LANGUAGE_OPTION = "language";

  public WordTokenizer {
    Objects.requireNonNull(letterCase, "letterCase");
    Objects.requireNonNull(language, "language");
  }

  /**
   * Makes a tokenizer for English.
   *
   * @param letterCase what becomes of upper case
   */
  public WordTokenizer(Case letterCase) {
    this(letterCase, Language.ENGLISH);
  }

  /** Makes a tokenizer for English that lower-cases. */
  public WordTokenizer() {
    this(Case.LOWER);
  }

  /**
   * @param letterCase what becomes of upper case
   * @return a tokenizer that differs in this only
   */
  public WordTokenizer withCase(Case letterCase) {
    return new WordTokenizer(letterCase, language);
  }

  /**
   * @param language whose rules are followed
   * @return a tokenizer that differs in this only
   */
  public WordTokenizer withLanguage(Language language) {
    return new WordTokenizer(letterCase, language);
  }

  @Override
  public List<String> tokenize(String text) {
    return new WordScanner(text, language.rules, letterCase == Case.LOWER).scan();
  }

  @Override
  public String join(List<String> tokens) {
    return switch (language) {
      case ENGLISH -> new WordJoiner(tokens).join();
      case FRENCH -> new FrenchJoiner(tokens).join();
    };
  }

  @Override
  public String spec() {
    String spec = KIND + "?" + CASE_OPTION + "=" + letterCase.specName();
    // English is the default, so that model files of before there was a choice say the same.
    return language == Language.ENGLISH
        ? spec
        : spec + "&" + LANGUAGE_OPTION + "=" + language.code();
  }
}
