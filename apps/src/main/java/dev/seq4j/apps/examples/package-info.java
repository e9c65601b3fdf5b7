/** Small complete programs to read, to run from an IDE and to begin with. */
package dev.seq4j.apps.examples;
