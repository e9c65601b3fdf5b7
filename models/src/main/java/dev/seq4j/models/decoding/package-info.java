/**
 * How a network that has read something writes of it: token by token, in search of the most
 * probable text.
 *
 * <p>A {@link dev.seq4j.models.decoding.BeamSearch} asks a {@link
 * dev.seq4j.models.decoding.StepwiseDecoder}, one step at a time and for many texts at once, and
 * gives {@link dev.seq4j.models.decoding.Hypothesis hypotheses}. A {@link
 * dev.seq4j.models.decoding.GraphDecoder} is such a decoder of a {@code ComputationGraph} of two
 * inputs, as translation and captions have them.
 */
package dev.seq4j.models.decoding;
