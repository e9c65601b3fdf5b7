/**
 * Layers that make one vector of a sequence: {@link
 * dev.seq4j.core.layer.pooling.SequenceConvolution}, convolutions of several widths with their
 * maximum over time (or over segments of it, which gives a shorter sequence), and {@link
 * dev.seq4j.core.layer.pooling.SequencePooling}, the mean or the maximum of the steps.
 */
package dev.seq4j.core.layer.pooling;
