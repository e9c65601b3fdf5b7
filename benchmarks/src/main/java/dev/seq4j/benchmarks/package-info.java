/**
 * Benchmarks of Seq4j against PyTorch and Deeplearning4j; {@code benchmarks/run.sh} starts {@link
 * dev.seq4j.benchmarks.Main}.
 *
 * <p>{@code problem} says what is computed, {@code cases} and {@code pytorch} compute it, {@code
 * harness} takes the times.
 */
package dev.seq4j.benchmarks;
