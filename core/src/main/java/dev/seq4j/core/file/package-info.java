/**
 * Files that are whole or not there, and one line for the user when one cannot be read or written.
 */
package dev.seq4j.core.file;
