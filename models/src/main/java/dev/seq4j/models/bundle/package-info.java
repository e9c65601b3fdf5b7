/**
 * A trained model as one file, and what the file says of it. No Java serialization: the file holds
 * JSON, text and numbers only.
 */
package dev.seq4j.models.bundle;
