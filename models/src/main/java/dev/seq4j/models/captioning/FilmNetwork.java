package dev.seq4j.models.captioning;

import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.picture.StepsVertex;
import dev.seq4j.core.layer.pooling.SequenceConvolution;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Many-to-many, aligned: a convolutional network sees the frames of a film one by one, recurrent
 * layers remember what it saw, and at each frame its words are said.
 *
 * <pre>
 *   film [batch, height width 3, time]
 *   -> its ink, 0 where it is white, as pixels [batch, 3, time height width]
 *   -> {@link PictureEncoder} for each frame [batch, maps, time places]
 *   -> all places of a frame side by side, and what is strongest at any place of it, normalised
 *   -> for each word of a description:
 *        feed-forward: seen [batch, units, time]
 *        recurrent layer, in the order of time: remembered [batch, units, time]
 *        feed-forward over both: told [batch, units, time]
 *   -> a vector for each word of each frame [batch, units, time words]
 *   -> softmax over all words [batch, vocabulary, time words]
 * </pre>
 *
 * <p>Where a thing is, is told by its place; what it is, by what is strongest, wherever it is.
 *
 * <p>Each word has a memory of its own, so that words are learnt apart and go together as they
 * never did before. If they share one, the network learns as well that some of them never come
 * together. Without memory a feed-forward layer stands in place of the recurrent one, so that the
 * network knows nothing but the frame that it sees.
 */
final class FilmNetwork {

  static final String OUTPUT = "output";

  /** How strong black is, so that the ground, which is light, is next to nothing. */
  private static final double INK = 2;

  private FilmNetwork() {}

  static ComputationGraphConfiguration configure(FilmDescriberSettings settings) {
    int height = settings.height();
    int width = settings.width();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs("film")
            .setInputTypes(InputType.recurrent((long) Picture.CHANNELS * height * width))
            .addVertex("shifted", new ShiftVertex(-1), "film")
            .addVertex("ink", new ScaleVertex(-INK), "shifted")
            .addVertex("pixels", StepsVertex.split(height * width), "ink");
    String maps = PictureEncoder.addToFrames(graph, "pixels", height, width, settings.maps());
    int places = PictureEncoder.places(height, width);
    graph
        .addVertex("places", StepsVertex.join(places), maps)
        .addLayer(
            "strongest",
            new SequenceConvolution.Builder(2 * PictureEncoder.maps(settings.maps()), 1)
                .pool(places)
                .weightInit(WeightInit.RELU)
                .build(),
            maps)
        .addVertex("frames", new MergeVertex(), "places", "strongest")
        .addLayer("normal", new LayerNorm.Builder().build(), "frames");
    int words = settings.pattern().places().size();
    String told;
    if (settings.memory() == FilmMemory.SHARED) {
      told = addMemory(graph, settings, "", words * settings.units());
    } else {
      String[] each = new String[words];
      for (int word = 0; word < words; word++) {
        each[word] = addMemory(graph, settings, Integer.toString(word + 1), settings.units());
      }
      told = "told";
      graph.addVertex(told, new MergeVertex(), each);
    }
    return graph
        .addVertex("words", StepsVertex.split(words), told)
        .addLayer(OUTPUT, Layers.output(settings.pattern().size(), 0), "words")
        .setOutputs(OUTPUT)
        .build();
  }

  /** Returns what gives a vector for each frame, from it and those before. */
  private static String addMemory(
      GraphBuilder graph, FilmDescriberSettings settings, String suffix, int size) {
    int units = settings.units();
    String seen = "seen" + suffix;
    String remembered = "remembered" + suffix;
    String known = "known" + suffix;
    String told = "told" + suffix;
    graph
        .addLayer(seen, new FeedForward.Builder(units).nOut(units).build(), "normal")
        .addLayer(
            remembered,
            settings.memory() == FilmMemory.NONE
                ? new FeedForward.Builder(units).nOut(units).build()
                : Layers.recurrent(settings.cell(), units, 0),
            seen)
        .addVertex(known, new MergeVertex(), seen, remembered)
        .addLayer(told, new FeedForward.Builder(units).nOut(size).build(), known);
    return told;
  }
}
