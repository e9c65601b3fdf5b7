package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.models.decoding.BeamSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How good a translator is on a test set: distinct sentences, each with what people translated it
 * to.
 *
 * @param sentences how many there are
 * @param refused those that the model could not read; they count as empty translations
 * @param bleu with all references of each sentence
 * @param bleuOneReference with the first one only, which is stricter
 * @param chrf with all references
 * @param bleuLongestFifth with all references, of the fifth of the sentences with most words
 * @param bleuLongestFifthOneReference the same with the first one only
 * @param byLength BLEU with all references by words of the sentence
 * @param seconds that translating took
 */
public record TranslationReport(
    int sentences,
    int refused,
    double bleu,
    double bleuOneReference,
    double chrf,
    double bleuLongestFifth,
    double bleuLongestFifthOneReference,
    List<OfLength> byLength,
    double seconds) {

  private static final int FIFTHS = 5;

  /**
   * BLEU of the sentences of a length.
   *
   * @param words of the sentence, as white space parts them
   * @param sentences how many there are
   * @param bleu with all references
   */
  public record OfLength(int words, int sentences, double bleu) {}

  public TranslationReport {
    byLength = List.copyOf(byLength);
  }

  /**
   * Translates a test set and compares.
   *
   * @param translator the model
   * @param references for each sentence what people translated it to
   * @param search how translations are searched for
   * @return how good they are
   * @throws InvalidInputException if there are fewer than five sentences, or one has no reference
   */
  public static TranslationReport of(
      Translator translator, Map<String, List<String>> references, BeamSearch search) {
    return of(translator, references, search, none -> {});
  }

  /**
   * Translates a test set and compares.
   *
   * @param translator the model
   * @param references for each sentence what people translated it to
   * @param search how translations are searched for
   * @param translated is told how many more sentences were translated, again and again
   * @return how good they are
   * @throws InvalidInputException if there are fewer than five sentences, or one has no reference
   */
  public static TranslationReport of(
      Translator translator,
      Map<String, List<String>> references,
      BeamSearch search,
      IntConsumer translated) {
    if (references.size() < FIFTHS) {
      throw new InvalidInputException(
          "test sentences = %d: must be %d or above".formatted(references.size(), FIFTHS));
    }
    List<String> sources = new ArrayList<>(references.keySet());
    Normalization normalization = translator.settings().normalization();
    List<List<String>> all =
        references.values().stream()
            .map(texts -> texts.stream().map(normalization::apply).toList())
            .toList();
    List<List<String>> first = all.stream().map(texts -> texts.subList(0, 1)).toList();
    int[] words =
        sources.stream().mapToInt(source -> source.strip().split("\\s+").length).toArray();
    long start = System.nanoTime();
    List<Translation> translations = translator.translate(sources, search, translated);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> texts = translations.stream().map(Translation::text).toList();
    return new TranslationReport(
        sources.size(),
        (int) translations.stream().filter(translation -> !translation.done()).count(),
        Bleu.of(texts, all).score(),
        Bleu.of(texts, first).score(),
        Chrf.of(texts, all).score(),
        longestFifth(words, texts, all),
        longestFifth(words, texts, first),
        LengthBleu.ofWidth(1, words, texts, all).stream()
            .map(part -> new OfLength(part.longest(), part.sentences(), part.bleu().score()))
            .toList(),
        seconds);
  }

  private static double longestFifth(
      int[] words, List<String> texts, List<List<String>> references) {
    return LengthBleu.ofParts(FIFTHS, words, texts, references).get(FIFTHS - 1).bleu().score();
  }

  /** Returns a line for a reader. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "BLEU %.2f (%.2f with one reference), longest fifth %.2f (%.2f), chrF2 %.2f;"
            + " %,d sentences, %.0f a second",
        bleu,
        bleuOneReference,
        bleuLongestFifth,
        bleuLongestFifthOneReference,
        chrf,
        sentences,
        sentences / seconds);
  }
}
