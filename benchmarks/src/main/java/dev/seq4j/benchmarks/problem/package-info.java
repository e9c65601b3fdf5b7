/**
 * What is computed, as plain numbers: sizes and synthetic data, the same for all sides and in all
 * processes. Sequences are time-major, {@code [time, batch]}, the longest row first: the order that
 * costs PyTorch's recurrent layers nothing. Its attention gets them batch-major.
 */
package dev.seq4j.benchmarks.problem;
