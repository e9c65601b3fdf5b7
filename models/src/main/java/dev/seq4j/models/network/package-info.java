/**
 * What the architectures of all tasks have in common: {@link dev.seq4j.models.network.Layers} as
 * they are used everywhere, {@link dev.seq4j.models.network.RecurrentStack} for several on top of
 * each other, and {@link dev.seq4j.models.network.Hyperparameters} with the range of each; and
 * {@link dev.seq4j.models.network.PretrainedVectors}, word vectors from a file.
 *
 * <p>Trap: a dropout of Deeplearning4j is the probability of keeping, one of a setting that of
 * dropping.
 */
package dev.seq4j.models.network;
