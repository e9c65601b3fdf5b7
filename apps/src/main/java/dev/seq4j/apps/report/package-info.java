/**
 * Texts and numbers for a reader: HTML pages, Markdown tables, words in colour.
 *
 * <p>{@link dev.seq4j.apps.report.Highlights} shows which words moved a decision, {@link
 * dev.seq4j.apps.report.ComparisonReport} how models compare. Nothing is trained or read from disk
 * here. Pages stand alone: styles and pictures are inside.
 */
package dev.seq4j.apps.report;
