/**
 * Pictures and films, and what they show: {@code train captions}, {@code caption}, {@code train
 * films} and {@code describe}.
 *
 * <p>{@link dev.seq4j.apps.captioning.CaptionData} and {@link dev.seq4j.apps.captioning.FilmData}
 * draw them, for the training and for {@code evaluate}; {@code Fitting} is how pictures of a user
 * get the size that a model needs. Knows no other task.
 */
package dev.seq4j.apps.captioning;
