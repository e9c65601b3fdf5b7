package dev.seq4j.core.layer.picture;

import dev.seq4j.core.kernel.picture.PatchKernel;
import dev.seq4j.core.layer.HostCopy;
import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.OutsideWorkspaces;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link PatchVertex} at work: by a kernel, or by ND4J's {@code im2col}. */
@SuppressWarnings("overrides") // Deeplearning4j's setInputs has no dots
final class PatchVertexInstance extends BaseGraphVertex {

  private static final long serialVersionUID = 1L;

  private final transient PatchVertex conf;

  PatchVertexInstance(
      ComputationGraph graph, String name, int index, DataType type, PatchVertex conf) {
    super(graph, name, index, null, null, type);
    this.conf = conf;
  }

  private PatchKernel patches() {
    INDArray pictures = inputs[0]; // [batch, channels, height, width]
    return conf.patches(pictures.size(1), pictures.size(2), pictures.size(3));
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray pictures = inputs[0];
    PatchKernel patches = patches();
    long batch = pictures.size(0);
    long steps = (long) patches.rows() * patches.columns();
    return made(
        ArrayType.ACTIVATIONS,
        workspaceMgr,
        () -> {
          if (Kernels.serve(pictures.dataType())) {
            float[] cut = patches.cut(HostCopy.floats(pictures), Math.toIntExact(batch));
            return Nd4j.create(cut, new long[] {steps, batch, patches.features()}, 'c')
                .permute(1, 2, 0); // [batch, features, steps]
          }
          INDArray cut = Nd4j.create(pictures.dataType(), columns(patches, batch));
          Convolution.im2col(
              pictures.dup('c'),
              patches.size(),
              patches.size(),
              patches.stride(),
              patches.stride(),
              patches.padding(),
              patches.padding(),
              false,
              cut);
          return cut.reshape('c', batch, patches.features(), steps);
        });
  }

  /** Returns the shape that ND4J has for patches. */
  private static long[] columns(PatchKernel patches, long batch) {
    return new long[] {
      batch, patches.channels(), patches.size(), patches.size(), patches.rows(), patches.columns()
    };
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    PatchKernel patches = patches();
    long batch = inputs[0].size(0);
    long[] shape = {batch, patches.channels(), patches.height(), patches.width()};
    INDArray toPatches = epsilon; // [batch, features, steps]
    INDArray toPictures =
        made(
            ArrayType.ACTIVATION_GRAD,
            workspaceMgr,
            () -> {
              if (Kernels.serve(toPatches.dataType())) {
                float[] ordered = HostCopy.floats(toPatches.permute(2, 0, 1));
                return Nd4j.create(patches.add(ordered, Math.toIntExact(batch)), shape, 'c');
              }
              INDArray added = Nd4j.create(toPatches.dataType(), shape);
              Convolution.col2im(
                  toPatches.dup('c').reshape('c', columns(patches, batch)),
                  added,
                  patches.stride(),
                  patches.stride(),
                  patches.padding(),
                  patches.padding(),
                  patches.height(),
                  patches.width(),
                  1,
                  1);
              return added;
            });
    return new Pair<>(null, new INDArray[] {toPictures});
  }

  private static INDArray made(
      ArrayType where, LayerWorkspaceMgr workspaceMgr, Supplier<INDArray> maker) {
    return workspaceMgr.leverageTo(where, OutsideWorkspaces.make(maker));
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients != null) {
      throw new IllegalArgumentException(
          "PatchVertex \"%s\": has no parameters".formatted(vertexName));
    }
  }

  /** Of pictures there is none. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "PatchVertex \"%s\": %d, stride %d, padding %d"
        .formatted(vertexName, conf.getSize(), conf.getStride(), conf.getPadding());
  }
}
