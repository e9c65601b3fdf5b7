/**
 * A novel to learn to write from: one plain text, made ready for character models.
 *
 * <p>{@link dev.seq4j.datasets.novel.Novel} reads a file or a folder; {@link
 * dev.seq4j.datasets.novel.TextPreparation} says what is cut, folded and transliterated on the way.
 *
 * <p>Traps: lines end with {@code \n} whatever the file has; several files are joined in the order
 * of their names, with an empty line between; the digest is that of the files, not of the prepared
 * text.
 */
package dev.seq4j.datasets.novel;
