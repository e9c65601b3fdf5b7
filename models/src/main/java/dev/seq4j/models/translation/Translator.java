package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.ModelParts;
import dev.seq4j.models.bundle.NetworkWeights;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.decoding.BeamSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Translates sentences.
 *
 * <pre>{@code
 * Lexicon subwords = Lexicon.ofSubwords(texts, 4_000); // of both languages
 * Translator translator = Translator.create(settings, subwords, subwords);
 * translator.trainer().epochs(10).validation(heldOut).fit(train);
 * translator.save(path, provenance);
 *
 * Translator.load(path).translate("I am hungry.");
 * }</pre>
 *
 * <p>It is trained with the true translation as input, shifted by one token (teacher forcing): two
 * inputs, ids of the sentence and of the mark of the beginning with the translation, and as labels
 * the translation with the mark of the end; {@link #sourceIds} and {@link #targetIds} give them.
 *
 * <p>One thread at a time may train or translate with an instance.
 */
public final class Translator {

  /** The task's name in model files. */
  public static final String TASK = "translation";

  /** How many beginnings of a translation are kept. */
  public static final int DEFAULT_BEAM_WIDTH = 5;

  /** Sentences that are translated side by side. */
  private static final int SIDE_BY_SIDE = 64;

  private ModelParts<TranslatorSettings, TranslatorWeights> model;

  private Translator(ModelParts<TranslatorSettings, TranslatorWeights> model) {
    this.model = model;
  }

  /**
   * Makes an untrained model.
   *
   * @param settings architecture and hyper-parameters
   * @param source the language it reads
   * @param target the language it writes; may be the same, of subwords that both share
   * @return a model with random weights, the same for the same settings
   */
  public static Translator create(TranslatorSettings settings, Lexicon source, Lexicon target) {
    NetworkWeights weights =
        NetworkWeights.untrained(
            settings
                .architecture()
                .configure(settings, source.vocabulary().size(), target.vocabulary().size()));
    return new Translator(
        ModelParts.untrained(
            TASK,
            settings,
            target.tokenizer(),
            target.vocabulary(),
            List.of(),
            new TranslatorWeights(weights, source)));
  }

  /**
   * Reads a model.
   *
   * @param file written by {@link #save}
   * @return the model
   * @throws InvalidInputException if the file is missing, damaged or not a translator
   */
  public static Translator load(Path file) {
    return new Translator(
        ModelFile.read(
            file,
            TASK,
            TranslatorSettings.class,
            (entries, settings, vocabulary) -> TranslatorWeights.read(entries)));
  }

  /**
   * Writes the model as one file.
   *
   * @param file replaced if it is there
   * @param provenance what it was trained on and how good it is
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file, Provenance provenance) {
    model = model.save(file, provenance);
  }

  /**
   * @return a trainer of this model's network, to be set up further
   */
  public Trainer trainer() {
    return Trainer.of(graph()).seed(settings().seed());
  }

  /**
   * @return how translations are searched for unless something else is asked: a beam of {@value
   *     #DEFAULT_BEAM_WIDTH}; to be changed by its methods
   */
  public BeamSearch search() {
    return BeamSearch.greedy(target().vocabulary()).withBeamWidth(DEFAULT_BEAM_WIDTH);
  }

  /**
   * @param sentence to translate
   * @return the translation
   * @throws InvalidInputException if the sentence is empty or too long
   */
  public String translate(String sentence) {
    Translation translation = translate(List.of(sentence), search()).get(0);
    if (!translation.done()) {
      throw new InvalidInputException("sentence " + translation.problem());
    }
    return translation.text();
  }

  /**
   * Translates many sentences, those of about the same length side by side. A sentence that cannot
   * be translated says why; the others are translated all the same.
   *
   * @param sentences to translate
   * @param search how
   * @return a translation of each, in their order
   */
  public List<Translation> translate(List<String> sentences, BeamSearch search) {
    return translate(sentences, search, none -> {});
  }

  /**
   * Translates as {@link #translate(List, BeamSearch)} does.
   *
   * @param sentences to translate
   * @param search how
   * @param translated is told how many more were, again and again
   * @return a translation of each, in their order
   */
  public List<Translation> translate(
      List<String> sentences, BeamSearch search, IntConsumer translated) {
    return translate(sentences, search, false, translated);
  }

  /**
   * Translates as {@link #translate(List, BeamSearch)} does and says what each token of the
   * translations had to do with each token of the sentences.
   *
   * @param sentences to translate
   * @param search how
   * @return a translation of each, in their order
   * @throws InvalidInputException if the model does not attend
   */
  public List<Translation> translateWithAttention(List<String> sentences, BeamSearch search) {
    if (!settings().architecture().attends()) {
      throw new InvalidInputException(
          "attention: model %s has none".formatted(settings().architecture()));
    }
    return translate(sentences, search, true, none -> {});
  }

  /**
   * @param translation of this model, with attention
   * @return the attention from word to word, for a picture
   */
  public WordAttention words(Translation translation) {
    return WordAttention.of(translation, source().isOfSubwords(), target().isOfSubwords());
  }

  private List<Translation> translate(
      List<String> sentences, BeamSearch search, boolean attention, IntConsumer translated) {
    Translation[] translations = new Translation[sentences.size()];
    List<List<String>> tokens =
        sentences.stream().map(this::normal).map(source().tokenizer()::tokenize).toList();
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < translations.length; i++) {
      String problem = problem(tokens.get(i).size());
      if (problem == null) {
        accepted.add(i);
      } else {
        translations[i] = Translation.refused(problem);
      }
    }
    accepted.sort(Comparator.comparingInt(i -> tokens.get(i).size())); // stable
    Decoding decoding = new Decoding(this, search, attention);
    for (int from = 0; from < accepted.size(); from += SIDE_BY_SIDE) {
      List<Integer> chosen = accepted.subList(from, Math.min(accepted.size(), from + SIDE_BY_SIDE));
      List<Translation> made = decoding.translate(chosen.stream().map(tokens::get).toList());
      for (int i = 0; i < made.size(); i++) {
        translations[chosen.get(i)] = made.get(i);
      }
      translated.accept(made.size());
    }
    return Arrays.asList(translations);
  }

  private String problem(int length) {
    if (length == 0) {
      return "is empty";
    }
    return length <= settings().maxLength()
        ? null
        : "has %d tokens: must have %d at most".formatted(length, settings().maxLength());
  }

  private String normal(String text) {
    return settings().normalization().apply(text);
  }

  /**
   * @param sentence any
   * @return the ids of its tokens, those that are unknown as {@link Vocabulary#UNK}
   */
  public int[] sourceIds(String sentence) {
    return source().ids(normal(sentence));
  }

  /**
   * @param translation any
   * @return the ids of its tokens, without marks of beginning and end
   */
  public int[] targetIds(String translation) {
    return target().ids(normal(translation));
  }

  /**
   * @return the language it reads
   */
  public Lexicon source() {
    return model.weights().source();
  }

  /**
   * @return the language it writes
   */
  public Lexicon target() {
    return new Lexicon(model.tokenizer(), model.vocabulary());
  }

  /**
   * @return what the model's file says, or would say, of it
   */
  public ModelCard card() {
    return model.card();
  }

  /**
   * @return the network, for whatever this class does not offer
   */
  public ComputationGraph graph() {
    return model.weights().network().graph();
  }

  /**
   * @return architecture and hyper-parameters
   */
  public TranslatorSettings settings() {
    return model.settings();
  }
}
