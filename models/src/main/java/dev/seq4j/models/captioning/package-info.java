/**
 * Captions: a network that looks at a picture and writes what it shows, and one that watches a film
 * and says at each frame what happens.
 *
 * <p>{@link dev.seq4j.models.captioning.Captioner} is what users want; it has a network with {@link
 * dev.seq4j.models.captioning.CaptionerSettings}, an encoder of convolutions and a recurrent
 * decoder, and is searched by {@link dev.seq4j.models.decoding.BeamSearch}. {@link
 * dev.seq4j.models.captioning.CaptionReport} says how many captions are right.
 *
 * <p>{@link dev.seq4j.models.captioning.FilmDescriber} is what users of films want, with {@link
 * dev.seq4j.models.captioning.FilmDescriberSettings} and {@link
 * dev.seq4j.models.captioning.FilmReport}: the same convolutions over each frame, a recurrent layer
 * over the frames, and no decoder, since a description has as many words at every frame.
 *
 * <p>Trap: a network knows pictures of one size. Others have to be scaled first, by {@code
 * Picture.scaled}.
 */
package dev.seq4j.models.captioning;
