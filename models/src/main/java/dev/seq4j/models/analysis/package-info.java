/**
 * What networks do inside, measured on the layers that everything else here is made of: how
 * gradients go back through time ({@link dev.seq4j.models.analysis.GradientFlow}, one for each
 * {@link dev.seq4j.models.analysis.RecurrentStart}), and what clipping and truncation make of them
 * ({@link dev.seq4j.models.analysis.GradientRemedies}); what attention without parameters computes
 * ({@link dev.seq4j.models.analysis.DotProductAttention}), and what the heads of a trained network
 * look at ({@link dev.seq4j.models.analysis.HeadWeights}).
 *
 * <p>Gradients are computed in DOUBLE: FLOAT ends at 1e-45, and gradients that vanish pass that.
 */
package dev.seq4j.models.analysis;
