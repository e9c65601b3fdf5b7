package dev.seq4j.models.captioning;

/**
 * What a model says of a picture.
 *
 * @param text the caption
 * @param logProbability of its words and its end, in nats
 */
public record Caption(String text, double logProbability) {}
