/**
 * Files that are whole or not there, JSON for records, and one line for the user when a file cannot
 * be read or written.
 */
package dev.seq4j.core.file;
