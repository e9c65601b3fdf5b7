/**
 * Layers for Deeplearning4j's {@code ComputationGraph} and {@code MultiLayerNetwork}: what all of
 * them share.
 *
 * <p>A layer is a public configuration class, as in {@code org.deeplearning4j.nn.conf.layers}, and
 * one that works, which nobody needs to see. The layers have rooms of their own: {@code recurrent},
 * {@code attention} with the transformer's blocks, {@code embedding} with the positions, {@code
 * output} with generation, {@code pooling} and {@code picture}. All of them know this package;
 * {@code recurrent} knows {@code attention} and {@code output} knows {@code embedding}, and there
 * are no other arrows.
 *
 * <p>Each layer chooses its path, kernel or portable, by backend and data type ({@link
 * dev.seq4j.core.layer.Kernels}). Layers over sequences that are not recurrent are {@link
 * dev.seq4j.core.layer.SequenceLayer}s: one {@code SequenceLayerInstance} keeps Deeplearning4j's
 * contract for them all. Layers that Deeplearning4j's vertices cannot hold stand in {@link
 * dev.seq4j.core.layer.SingleLayerVertex}es. {@link dev.seq4j.core.layer.FeatureDropout} drops
 * features of whole sequences; a {@link dev.seq4j.core.layer.LayerState} is what a recurrent layer
 * carries on.
 *
 * <p>The rest is public only because the rooms next door use it, and so are the methods of {@code
 * SequenceLayer} and {@code SingleLayerVertex} that are protected: {@code SequenceLayerInstance},
 * {@code LayerParameter}, {@code ListedParamInitializer}, {@code CellWeights}, {@code LayerSteps},
 * {@code Steppable}, {@code TwoPaths}, {@code SequenceChecks}, {@code ElementDropout}, and {@code
 * TimeMajor}, {@code Rows}, {@code LiveRows}, {@code StepIntegers}, {@code NativeViews}, {@code
 * HostCopy}, {@code Scratch} and {@code OutsideWorkspaces}, by which arrays are seen and made. They
 * are no API and may change at any time.
 *
 * <p>Legend: B batch, T time steps, D features that go in, H units. Between layers sequences are
 * {@code [B, D, T]}, but they lie time-major in memory, {@code [T, B, D]}; inside these packages
 * they are seen so, too.
 *
 * <p>Deeplearning4j's and ND4J's traps (1.0.0-M2.1); what concerns one kind of layers stands at its
 * door:
 *
 * <ul>
 *   <li>A vertex that is no layer and stands above causal layers is computed by {@code rnnTimeStep}
 *       from the new step alone.
 *   <li>A vertex that feeds two inputs of one other vertex is taken for the first of them, twice;
 *       and where two vertices read one, a gradient of null from the first hides the second's.
 *   <li>A vertex keeps the masks of the last masked pass; {@code clearLayerMaskArrays} tells layers
 *       only.
 *   <li>{@code INDArray.shape()} is the array's own: whoever changes it changes the array.
 *   <li>{@code get(point(t), all(), all())} on a view with an offset may give an empty array, and
 *       so may {@code interval} as a first index: put the index that cuts last.
 *   <li>{@code reshape('c', length)} with one length takes the 'c' for a length of 99.
 * </ul>
 */
package dev.seq4j.core.layer;
