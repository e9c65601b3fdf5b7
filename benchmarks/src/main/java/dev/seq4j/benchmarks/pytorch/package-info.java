/**
 * PyTorch's side, to be used in a process without ND4J: each brings an OpenMP runtime and a BLAS of
 * its own.
 *
 * <p>What PyTorch computes stands in {@code networks.py} and {@code transformers.py} beside this
 * package, functions in {@link dev.seq4j.benchmarks.pytorch.TorchScript}; {@link
 * dev.seq4j.benchmarks.pytorch.PyTorchNetworks} and {@link
 * dev.seq4j.benchmarks.pytorch.PyTorchTransformers} make their data and parameters.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>The sources are in the dialect of saved modules: a few Python names are missing, {@code
 *       torch.grad} is {@code torch.autograd.grad}, and types must be written out.
 *   <li>PyTorch compiles a function anew in its first calls: they are slow.
 * </ul>
 */
package dev.seq4j.benchmarks.pytorch;
