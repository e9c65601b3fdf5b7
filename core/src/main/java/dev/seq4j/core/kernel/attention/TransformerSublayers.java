package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/** The sublayers of a transformer block, one after the other, and their parameters. */
final class TransformerSublayers {

  /** Seeds that a sublayer takes: for its result, and for its attention. */
  private static final int SEEDS_A_SUBLAYER = 2;

  private final List<Sublayer> sublayers = new ArrayList<>();
  private final AttentionFunction selfAttention;
  private final AttentionFunction memoryAttention; // null if there is no memory
  private final TransformerBlockShape shape;
  private final long parameters;

  TransformerSublayers(TransformerBlockShape shape, Ones ones, NativeMemory memory) {
    this.shape = shape;
    int width = shape.width();
    DropoutMask dropped = new DropoutMask(shape.attentionDropout());
    AttentionFunction.Shape self =
        new AttentionFunction.Shape(width, 0, width, shape.heads(), shape.causal(), dropped);
    selfAttention = new AttentionFunction(self, Sublayer.functionAt(0, width), ones, memory);
    long end = add(selfAttention, 0, memory);
    if (shape.memoryIn() == 0) {
      memoryAttention = null;
    } else {
      AttentionFunction.Shape cross =
          new AttentionFunction.Shape(
              width, shape.memoryIn(), width, shape.heads(), false, dropped);
      memoryAttention = new AttentionFunction(cross, Sublayer.functionAt(end, width), ones, memory);
      end = add(memoryAttention, end, memory);
    }
    FeedForwardFunction network =
        new FeedForwardFunction(
            width,
            shape.hidden(),
            width,
            shape.activation(),
            new DropoutMask(0),
            Sublayer.functionAt(end, width),
            ones,
            memory);
    parameters = add(network, end, memory);
    if (parameters > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "parameters = " + parameters + ": they do not fit in 2 GB");
    }
  }

  private long add(TokenFunction function, long first, NativeMemory memory) {
    Sublayer sublayer =
        new Sublayer(
            function,
            shape.width(),
            shape.normFirst(),
            shape.epsilon(),
            new DropoutMask(shape.residualDropout()),
            first,
            memory);
    sublayers.add(sublayer);
    return sublayer.end();
  }

  long parameters() {
    return parameters;
  }

  AttentionFunction selfAttention() {
    return selfAttention;
  }

  AttentionFunction memoryAttention() {
    return memoryAttention;
  }

  void use(NativeFloats newParameters) {
    sublayers.forEach(sublayer -> sublayer.use(newParameters));
  }

  void begin(TokenRows rows, boolean training, long seed) {
    for (int i = 0; i < sublayers.size(); i++) {
      sublayers.get(i).begin(rows, training, seed + (long) i * SEEDS_A_SUBLAYER);
    }
  }

  /** Changes the stream, [tokens, width]. */
  void forward(Lanes lanes, TokenRows rows, NativeBuffer stream) {
    Pipeline pipeline = new Pipeline(lanes, rows);
    for (Sublayer sublayer : sublayers) {
      sublayer.forward(pipeline, stream);
    }
    pipeline.run();
  }

  /** Turns the gradient of the stream after the block into that before it. */
  void backward(Lanes lanes, TokenRows rows, NativeBuffer toStream, NativeFloats gradients) {
    Pipeline pipeline = new Pipeline(lanes, rows);
    for (int i = sublayers.size() - 1; i >= 0; i--) {
      sublayers.get(i).backward(pipeline, toStream, gradients);
    }
    pipeline.run();
  }
}
