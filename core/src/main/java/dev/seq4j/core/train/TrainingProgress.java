package dev.seq4j.core.train;

import java.time.Duration;

/**
 * Where a training stands.
 *
 * @param epoch the current epoch, from 0
 * @param epochs how many there will be at most
 * @param iteration how many batches have been learnt from, all epochs together
 * @param iterations how many there will be at most
 * @param loss mean training loss in nats a label since the last line of the history; NaN before the
 *     first batch
 * @param validation the last validation's metrics, or null before the first
 * @param learningRate that of the next batch
 * @param tokensPerSecond live tokens learnt from a second of training, since this process began
 * @param elapsed training time, the time before an interruption included
 * @param remaining an estimate of the time left, or null before there is one
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    long iteration,
    long iterations,
    double loss,
    Metrics validation,
    double learningRate,
    double tokensPerSecond,
    Duration elapsed,
    Duration remaining) {}
