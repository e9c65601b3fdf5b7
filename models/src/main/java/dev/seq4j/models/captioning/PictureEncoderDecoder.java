package dev.seq4j.models.captioning;

import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.picture.PatchVertex;
import dev.seq4j.core.layer.recurrent.AttentionDecoder;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * One-to-many: a convolutional network reads a picture, and a recurrent network begins with what it
 * saw on the whole and writes, looking at one place or another before each word (Xu et al. 2015).
 *
 * <pre>
 *   picture [batch, 3, height, width]
 *   -> convolution 4 x 4, stride 2, GELU, 1 x 1     [batch, maps, height/2, width/2]
 *   -> the same                                     [batch, 2 maps, height/4, width/4]
 *   -> the same                                     [batch, 4 maps, height/8, width/8]
 *   -> one vector m_j for each of these places, and where it is added to it
 *   s_0 = tanh(mean of the m_j times I + b),   s_t = cell([c_t, embedded y_(t-1)], s_(t-1))
 *   c_t = mean of the m_j, weighted by attention from s_(t-1)
 *   caption [batch, time] -> embedding -> s_t -> softmax of [s_t, c_t] over the words
 * </pre>
 *
 * <p>A convolution is a {@link PatchVertex} and a dense layer at each patch. The decoder is that of
 * the translators with attention, its memory a picture in place of a sentence.
 */
final class PictureEncoderDecoder {

  /** Inputs: the picture; the mark of the beginning, then ids of the caption so far. */
  private static final String PICTURE = "picture";

  private static final String CAPTION = "caption";

  private PictureEncoderDecoder() {}

  static ComputationGraphConfiguration configure(CaptionerSettings settings, int vocabulary) {
    int height = settings.height();
    int width = settings.width();
    int maps = settings.maps();
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(new Adam(settings.learningRate()))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs(PICTURE, CAPTION)
        .setInputTypes(
            InputType.convolutional(height, width, Picture.CHANNELS),
            InputType.recurrent(vocabulary))
        .addVertex("patches1", halves(), PICTURE)
        .addLayer("maps1", new FeedForward.Builder(2 * maps).nOut(maps).build(), "patches1")
        .addVertex("grid1", new ReshapeVertex(-1, maps, height / 2, width / 2), "maps1")
        .addVertex("patches2", halves(), "grid1")
        .addLayer("maps2", new FeedForward.Builder(4 * maps).nOut(2 * maps).build(), "patches2")
        .addVertex("grid2", new ReshapeVertex(-1, 2 * maps, height / 4, width / 4), "maps2")
        .addVertex("patches3", halves(), "grid2")
        .addLayer("maps3", new FeedForward.Builder(8 * maps).nOut(4 * maps).build(), "patches3")
        .addLayer(
            "places", new PositionEmbedding.Builder(height / 8 * (width / 8)).build(), "maps3")
        .addLayer("writes", Layers.embedding(vocabulary, settings.embedding()), CAPTION)
        .addVertex(
            "decoder",
            new MemoryVertex(
                new AttentionDecoder.Builder(
                        Layers.recurrent(settings.cell(), settings.units(), 0),
                        settings.units() / 2)
                    .build()),
            "writes",
            "places")
        .addLayer("output", Layers.output(vocabulary, 0), "decoder")
        .setOutputs("output")
        .build();
  }

  /** Patches of 4 x 4 that overlap by half, so that there are half as many in each direction. */
  private static PatchVertex halves() {
    return new PatchVertex(4, 2, 1);
  }
}
