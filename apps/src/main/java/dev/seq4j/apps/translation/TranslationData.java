package dev.seq4j.apps.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.batch.EncodedPairs;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.datasets.translation.TranslationParts;
import dev.seq4j.models.translation.Lexicon;
import dev.seq4j.models.translation.Translator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sentence pairs as a translator learns from them: divided, with the tokens of those to train on.
 */
final class TranslationData {

  private static final WordTokenizer WORDS = new WordTokenizer().withCase(WordTokenizer.Case.KEEP);

  private final TranslationParts parts;
  private final Lexicon source;
  private final Lexicon target;

  TranslationData(TranslationSettings settings, TranslationCorpus corpus) {
    parts = settings.division().parts(corpus, settings.model().seed());
    List<SentencePair> train = parts.train();
    if (settings.subwords() > 0) {
      source =
          Lexicon.ofSubwords(
              train.stream().flatMap(pair -> Stream.of(pair.source(), pair.target())).toList(),
              settings.subwords());
      target = source;
    } else {
      source =
          Lexicon.ofWords(
              train.stream().map(SentencePair::source).toList(),
              WORDS.withLanguage(WordTokenizer.Language.ENGLISH),
              settings.minCount());
      target =
          Lexicon.ofWords(
              train.stream().map(SentencePair::target).toList(),
              WORDS.withLanguage(WordTokenizer.Language.FRENCH),
              settings.minCount());
    }
  }

  String describe() {
    String known =
        source.equals(target)
            ? String.format(Locale.ROOT, "%,d subwords", source.vocabulary().size())
            : String.format(
                Locale.ROOT,
                "%,d and %,d words",
                source.vocabulary().size(),
                target.vocabulary().size());
    return String.format(
        Locale.ROOT,
        "%,d pairs to train on, %,d to validate, %,d to test; %s known",
        parts.train().size(),
        parts.validation().size(),
        parts.test().size(),
        known);
  }

  /** The language of the sentences. */
  Lexicon source() {
    return source;
  }

  /** The language of their translations. */
  Lexicon target() {
    return target;
  }

  EncodedPairs train(Translator translator) {
    return encoded("train on", parts.train(), translator);
  }

  EncodedPairs validation(Translator translator) {
    return encoded("validate", parts.validation(), translator);
  }

  /** The sentences of the test, each with all its translations. */
  Map<String, List<String>> test() {
    return TranslationParts.references(parts.test());
  }

  /** As ids, without pairs that are longer than the model allows. */
  private static EncodedPairs encoded(
      String purpose, List<SentencePair> pairs, Translator translator) {
    int longest = translator.settings().maxLength();
    List<SentencePair> readable =
        pairs.stream()
            .filter(
                pair ->
                    translator.sourceIds(pair.source()).length <= longest
                        && translator.targetIds(pair.target()).length < longest)
            .toList();
    if (readable.isEmpty()) {
      throw new InvalidInputException(
          "max length = %d: none of the %d pairs to %s is so short"
              .formatted(longest, pairs.size(), purpose));
    }
    return EncodedPairs.of(
        readable,
        translator::sourceIds,
        translator::targetIds,
        translator.source().vocabulary().size(),
        translator.target().vocabulary().size());
  }
}
