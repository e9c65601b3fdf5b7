/**
 * Pictures and what they show: {@code train captions} and {@code caption}.
 *
 * <p>{@link dev.seq4j.apps.captioning.CaptionData} draws the pictures, for the training and for
 * {@code evaluate}. Knows no other task.
 */
package dev.seq4j.apps.captioning;
