package dev.seq4j.models.captioning;

import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.recurrent.AttentionDecoder;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
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
 * <p>The convolutions are those of {@link PictureEncoder}. The decoder is that of the translators
 * with attention, its memory a picture in place of a sentence.
 */
final class PictureEncoderDecoder {

  /** Inputs: the picture; the mark of the beginning, then ids of the caption so far. */
  private static final String PICTURE = "picture";

  private static final String CAPTION = "caption";

  private PictureEncoderDecoder() {}

  static ComputationGraphConfiguration configure(CaptionerSettings settings, int vocabulary) {
    int height = settings.height();
    int width = settings.width();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs(PICTURE, CAPTION)
            .setInputTypes(
                InputType.convolutional(height, width, Picture.CHANNELS),
                InputType.recurrent(vocabulary));
    String maps = PictureEncoder.add(graph, PICTURE, height, width, settings.maps());
    return graph
        .addLayer(
            "places",
            new PositionEmbedding.Builder(PictureEncoder.places(height, width)).build(),
            maps)
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
}
