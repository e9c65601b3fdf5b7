/**
 * Pictures: {@link dev.seq4j.core.kernel.picture.PatchKernel} cuts them into the patches that a
 * convolution looks at.
 */
package dev.seq4j.core.kernel.picture;
