/**
 * Pictures that are drawn, and their captions: two things of some size, colour and form, one beside
 * the other.
 *
 * <pre>{@code
 * HeldOut heldOut = HeldOut.of(seed);
 * DrawnScenes seen = new DrawnScenes(heldOut, false);
 * PictureBatches train = new PictureBatches(seen, tokenizer, vocabulary, 64, 100, seed);
 *
 * CaptionedPicture test = new DrawnScenes(heldOut, true).apply(1);
 * }</pre>
 *
 * <p>A {@link dev.seq4j.datasets.scenes.Scene} says what there is, {@link
 * dev.seq4j.datasets.scenes.Drawing} draws it, {@link dev.seq4j.datasets.scenes.DrawnScenes} are
 * any number of them, each a function of a seed, and {@link dev.seq4j.datasets.scenes.HeldOut} says
 * which combinations training must not see.
 *
 * <p>Films are {@link dev.seq4j.datasets.scenes.DrawnFilms} in the same way: at each frame there is
 * a {@link dev.seq4j.datasets.scenes.Moment}, a thing and what it does, and {@link
 * dev.seq4j.datasets.scenes.HeldOutMoments} says which of them training must not see.
 */
package dev.seq4j.datasets.scenes;
