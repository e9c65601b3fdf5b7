package dev.seq4j.apps.lecture;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.classifier.NetworkClassifier;
import dev.seq4j.models.classifier.TextClassifier;
import dev.seq4j.models.language.LanguageModel;
import dev.seq4j.models.translation.Translator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as it reads one text, whatever task it is for: what goes in, and what the steps are
 * called.
 *
 * @param graph the network
 * @param features of a batch of this text alone
 * @param tokens of the text, as the network knows them
 * @param read what the decoder of a translator reads, the beginning first; empty for others
 * @param written what it writes thereupon, the end last; empty for others
 */
record Reading(
    ComputationGraph graph,
    INDArray[] features,
    List<String> tokens,
    List<String> read,
    List<String> written) {

  /** More would be a picture that nobody can read. */
  private static final int MOST_TOKENS = 40;

  /**
   * @param model a file of any task
   * @param text what is read
   * @param translation what a translator is taken to write; null: its own translation
   * @throws InvalidInputException if the model reads no tokens in their order, the text is empty or
   *     too long, or a translation is given to a model that is no translator
   */
  static Reading of(Path model, String text, String translation) {
    ModelCard card = ModelFile.readCard(model);
    if (translation != null && !card.task().equals(Translator.TASK)) {
      throw new InvalidInputException(
          "--translation: %s is a model for %s, it writes none".formatted(model, card.task()));
    }
    return switch (card.task()) {
      case TextClassifier.TASK -> ofClassifier(model, text);
      case LanguageModel.TASK -> of(LanguageModel.load(model), text);
      case Translator.TASK -> of(Translator.load(model), text, translation);
      default ->
          throw new InvalidInputException(
              "%s: is a model for %s, it reads no text".formatted(model, card.task()));
    };
  }

  private static Reading ofClassifier(Path model, String text) {
    if (!(TextClassifier.load(model) instanceof NetworkClassifier classifier)
        || !classifier.settings().architecture().readsOrder()) {
      throw new InvalidInputException(
          model + ": reads bags of words, must be a network that reads words in their order");
    }
    int[] ids = classifier.vocabulary().encode(classifier.tokenizer().tokenize(text));
    int[] inputs = classifier.inputs(ids);
    requireLength("text", ids.length);
    INDArray[] features =
        classifier.readsBoth()
            ? new INDArray[] {batch(inputs), batch(classifier.features(ids))}
            : new INDArray[] {batch(inputs)};
    return new Reading(
        classifier.graph(), features, names(classifier.vocabulary(), inputs), List.of(), List.of());
  }

  /**
   * @param model that reads the text
   * @param text what is read
   * @throws InvalidInputException if the text is empty or too long
   */
  static Reading of(LanguageModel model, String text) {
    int[] ids = model.vocabulary().encode(model.tokenizer().tokenize(text));
    requireLength("text", ids.length);
    int context = model.settings().context();
    if (context > 0 && ids.length > context) {
      throw new InvalidInputException(
          "text: has %d tokens, must have at most the model's context, %d"
              .formatted(ids.length, context));
    }
    return new Reading(
        model.graph(),
        new INDArray[] {batch(ids)},
        names(model.vocabulary(), ids),
        List.of(),
        List.of());
  }

  private static Reading of(Translator translator, String text, String given) {
    int[] source = translator.sourceIds(text);
    requireLength("text", source.length);
    int[] target = translator.targetIds(given == null ? translator.translate(text) : given);
    requireLength("translation", target.length);
    Vocabulary words = translator.target().vocabulary();
    int[] read = new int[target.length + 1];
    read[0] = words.id(Vocabulary.BOS_TOKEN);
    System.arraycopy(target, 0, read, 1, target.length);
    List<String> written = new ArrayList<>(names(words, target));
    written.add(Vocabulary.EOS_TOKEN);
    return new Reading(
        translator.graph(),
        new INDArray[] {batch(source), batch(read)},
        names(translator.source().vocabulary(), source),
        names(words, read),
        written);
  }

  private static void requireLength(String what, int tokens) {
    if (tokens < 1 || tokens > MOST_TOKENS) {
      throw new InvalidInputException(
          "%s: has %d tokens, must have 1 to %d".formatted(what, tokens, MOST_TOKENS));
    }
  }

  private static INDArray batch(int[] ids) {
    return Nd4j.createFromArray(new int[][] {ids}); // [1, time]
  }

  /**
   * Tokens for a reader: without the spaces of subwords, and a sign for a token that is a space.
   */
  private static List<String> names(Vocabulary vocabulary, int[] ids) {
    return vocabulary.decode(ids).stream()
        .map(token -> token.isBlank() ? "\u2423" : token.strip())
        .toList();
  }
}
