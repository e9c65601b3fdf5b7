/**
 * Convolutions for pictures: a {@link dev.seq4j.core.layer.picture.PatchVertex} makes a sequence of
 * patches of a picture, and layers over sequences do the rest.
 */
package dev.seq4j.core.layer.picture;
