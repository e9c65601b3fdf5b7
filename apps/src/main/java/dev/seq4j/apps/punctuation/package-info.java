/**
 * Capitals and punctuation of texts that have lost them: {@code train punctuation} and {@code
 * punctuate}. Knows no other task.
 */
package dev.seq4j.apps.punctuation;
