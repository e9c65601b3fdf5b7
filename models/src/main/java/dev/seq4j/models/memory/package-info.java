/**
 * Networks for tests of memory, whose sequences are made up so that nothing but what stood far away
 * tells the answer: {@link dev.seq4j.models.memory.AddingNetwork} and {@link
 * dev.seq4j.models.memory.CopyNetwork}, each with any {@link dev.seq4j.models.memory.MemoryModel}.
 *
 * <p>They are as small as can be, one layer of each kind, so that what is seen is the layer.
 */
package dev.seq4j.models.memory;
