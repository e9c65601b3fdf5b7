/** Pictures of what was measured, as PNG files. */
package dev.seq4j.apps.plot;
