/**
 * A trained model as one file, and what the file says of it.
 *
 * <p>{@link dev.seq4j.models.bundle.ModelParts} is what a model of any task consists of, {@link
 * dev.seq4j.models.bundle.ModelFile} writes and reads it, {@link
 * dev.seq4j.models.bundle.ModelWeights} is what it has learned ({@link
 * dev.seq4j.models.bundle.NetworkWeights} of Deeplearning4j, {@link
 * dev.seq4j.models.bundle.CalibratedNetwork} with numbers beside it, or a task's own), {@link
 * dev.seq4j.models.bundle.ModelCard} is the entry {@code seq4j.json} and can be read alone. Users
 * of a model want the class of its task, such as {@code TextClassifier}; this room is for those
 * classes, and for programs that list models.
 *
 * <p>No Java serialization: the file holds JSON, text and numbers only, and nothing else in it is
 * looked at. Deeplearning4j's own reader would deserialize an entry {@code preprocessor.bin}, so
 * files from strangers must not be given to it.
 */
package dev.seq4j.models.bundle;
