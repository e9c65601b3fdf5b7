/**
 * Convolutions for pictures and films: a {@link dev.seq4j.core.layer.picture.PatchVertex} makes a
 * sequence of patches of a picture, a {@link dev.seq4j.core.layer.picture.FramePatchVertex} of each
 * frame of a film, and layers over sequences do the rest. A {@link
 * dev.seq4j.core.layer.picture.StepsVertex} makes pixels of frames, and one step of the places of a
 * frame.
 */
package dev.seq4j.core.layer.picture;
