package dev.seq4j.models.translation;

import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.MemoryReader;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.decoding.GraphDecoder;
import dev.seq4j.models.decoding.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Translates a batch of sentences: encoder, search, and the way back from ids to texts.
 *
 * <p>The attention of a translation is read after the search, in one pass over all its tokens; in
 * the search that of every beginning would have to be kept.
 */
final class Decoding {

  /** A translation is at most so many times as long as its sentence, and so many tokens longer. */
  private static final int TIMES_LONGER = 2;

  private static final int TOKENS_LONGER = 10;

  private final ComputationGraph graph;
  private final TranslatorSettings settings;
  private final Lexicon source;
  private final Lexicon target;
  private final BeamSearch search;
  private final boolean attention;

  Decoding(Translator translator, BeamSearch search, boolean attention) {
    graph = translator.graph();
    settings = translator.settings();
    source = translator.source();
    target = translator.target();
    this.search = search;
    this.attention = attention;
  }

  /**
   * @param sentences tokens of each, one or more
   * @return a translation of each
   */
  List<Translation> translate(List<List<String>> sentences) {
    int[][] ids = sentences.stream().map(source.vocabulary()::encode).toArray(int[][]::new);
    INDArray padded = padded(ids);
    INDArray mask = mask(ids);
    int[] longest =
        Arrays.stream(ids)
            .mapToInt(
                tokens ->
                    Math.min(settings.maxLength(), TIMES_LONGER * tokens.length + TOKENS_LONGER))
            .toArray();
    GraphDecoder decoder = new GraphDecoder(graph, padded, mask, search.begin());
    List<Hypothesis> best =
        search.search(decoder, longest).stream().map(found -> found.get(0)).toList();
    boolean unknown =
        settings.architecture().attends()
            && best.stream()
                .flatMapToInt(found -> Arrays.stream(found.ids()))
                .anyMatch(id -> id == Vocabulary.UNK);
    float[][][] weights = attention || unknown ? weights(padded, mask, best) : null;
    List<Translation> translations = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      float[][] ofSentence = weights == null ? null : cut(weights[i], best.get(i), ids[i].length);
      translations.add(translation(sentences.get(i), best.get(i), ofSentence));
    }
    return translations;
  }

  private Translation translation(List<String> sentence, Hypothesis found, float[][] weights) {
    List<String> tokens = target.vocabulary().decode(found.ids());
    if (weights != null) {
      tokens = UnknownWords.replace(tokens, sentence, weights);
    }
    return new Translation(
        target.tokenizer().join(tokens).strip(), // a first subword may bring a space
        null,
        found.score(),
        sentence,
        tokens,
        attention ? weights : null);
  }

  /** Without the padding of the longest: a row for each token and the end. */
  private static float[][] cut(float[][] weights, Hypothesis found, int sourceLength) {
    float[][] rows = new float[found.ids().length + 1][];
    Arrays.setAll(rows, t -> Arrays.copyOf(weights[t], sourceLength));
    return rows;
  }

  /** What the last layer that attends looks at when it writes, the mean of its heads. */
  private float[][][] weights(INDArray sourceIds, INDArray sourceMask, List<Hypothesis> found) {
    int[][] written = new int[found.size()][];
    for (int i = 0; i < written.length; i++) {
      int[] ids = found.get(i).ids();
      written[i] = new int[ids.length + 1];
      written[i][0] = search.begin();
      System.arraycopy(ids, 0, written[i], 1, ids.length);
    }
    String last = null;
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      last = vertex.getLayer() instanceof MemoryReader ? vertex.getVertexName() : last;
    }
    INDArray weights = // [batch, heads, target, source]
        AttentionWeights.toMemory(
            graph,
            last,
            new INDArray[] {sourceIds, padded(written)},
            new INDArray[] {sourceMask, mask(written)});
    INDArray mean = weights.mean(1).castTo(DataType.FLOAT); // [batch, target, source]
    float[][][] rows = new float[written.length][][];
    Arrays.setAll(rows, i -> mean.slice(i).toFloatMatrix());
    return rows;
  }

  private static INDArray padded(int[][] rows) {
    int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
    int[][] padded = new int[rows.length][];
    Arrays.setAll(padded, i -> Arrays.copyOf(rows[i], longest)); // padding is id 0
    return Nd4j.createFromArray(padded);
  }

  private static INDArray mask(int[][] rows) {
    int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
    float[][] mask = new float[rows.length][longest];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(mask[i], 0, rows[i].length, 1f);
    }
    return Nd4j.createFromArray(mask);
  }
}
