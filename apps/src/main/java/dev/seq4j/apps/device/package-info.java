/**
 * What the program computes on: the processor, or an NVIDIA card where it was built with {@code
 * -Pcuda}.
 *
 * <p>{@link dev.seq4j.apps.device.Devices#find} is the way in, before anything else of ND4J: it
 * finds the one backend on the class path and gives a {@link dev.seq4j.apps.device.Device} to
 * announce, or says in one line why there is none. For CUDA, {@code CudaCheck} judges what a {@code
 * CudaDriver} reports; {@code NvidiaDriver} is the real one.
 *
 * <p>Traps: the class {@code Nd4j} must not be touched before. Where the backend cannot start, its
 * static initializer fails with a stack trace that does not tell why, and for the life of the JVM.
 * Every card that CUDA shows must be usable, not only the one that is used: ND4J's native library
 * looks up its constant memory on each at start, and gives up if one of them has no kernels for it.
 */
package dev.seq4j.apps.device;
