/**
 * Pictures as numbers: a {@link dev.seq4j.core.picture.Picture} is read from a file or taken from
 * an image of Java2D, scaled, and copied to where a network wants it; a {@link
 * dev.seq4j.core.picture.Film} is several of them, from an animated GIF file or a folder. Knows
 * nothing of networks.
 */
package dev.seq4j.core.picture;
