package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Reductions;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Arrays;

/**
 * The sequences that additive attention looks at, with their keys {@code k_j = m_j U + b}, which
 * are computed once, and with the gradients of both. Legend: M features of the memory, A features
 * of a key.
 */
public final class AttendedMemory {

  private final int features;
  private final int attention;
  private final Lanes lanes;
  private final Ones ones;
  private final Dense key;
  private final TokenRows rows;
  private final NativeBuffer tokens;
  private final NativeBuffer keys;
  private final NativeBuffer toTokens;
  private final NativeBuffer toKeys;

  /**
   * @param features M
   * @param attention A
   * @param first where U and b begin among the kernel's parameters
   */
  public AttendedMemory(
      int features, int attention, long first, Lanes lanes, Ones ones, NativeMemory memory) {
    this.features = features;
    this.attention = attention;
    this.lanes = lanes;
    this.ones = ones;
    key = new Dense(features, attention, first, memory);
    rows = new TokenRows(lanes.most());
    tokens = memory.newBuffer();
    keys = memory.newBuffer();
    toTokens = memory.newBuffer();
    toKeys = memory.newBuffer();
  }

  /** Returns where the parameters after U and b begin. */
  public long end() {
    return key.end();
  }

  /**
   * Copies sequences and computes their keys.
   *
   * @param parameters all of the kernel's
   * @param source [B, M, S] whose shape has been checked
   * @param live which steps are there
   */
  public void load(NativeFloats parameters, SequenceView source, LiveSteps live) {
    rows.layOut(live, lanes.used());
    tokens.require((long) rows.tokens() * features);
    keys.require((long) rows.tokens() * attention);
    rows.pack(source, features, tokens, lanes);
    key.use(parameters);
    lanes.eachChunk(
        rows.tokens(), (lane, chunk, from, to) -> key.forward(tokens, from, to - from, keys, from));
  }

  /** Returns how many tokens all rows have together. */
  int count() {
    return rows.tokens();
  }

  /** Returns how many tokens the longest row has. */
  public int longest() {
    int longest = 0;
    for (int row = 0; row < rows.rows(); row++) {
      longest = Math.max(longest, rows.length(row));
    }
    return longest;
  }

  /** Returns the first token of a row of the batch that has any. */
  public int first(int row) {
    return rows.first(row);
  }

  /** Returns how many tokens a row of the batch has. */
  public int length(int row) {
    return rows.length(row);
  }

  /** Returns the keys, [tokens, A]. */
  public NativeBuffer keys() {
    return keys;
  }

  /** Returns the gradients of the keys, [tokens, A]. */
  public NativeBuffer toKeys() {
    return toKeys;
  }

  /** Returns the memory, [tokens, M]. */
  NativeBuffer tokens() {
    return tokens;
  }

  /** Returns the gradients of the memory, [tokens, M]. */
  public NativeBuffer toTokens() {
    return toTokens;
  }

  /** context = sum of a_j m_j; zeros if the row has no token. */
  public void context(int row, float[] weights, float[] line, float[] context) {
    Arrays.fill(context, 0, features, 0f);
    for (int j = 0; j < length(row); j++) {
      tokens.get((long) (first(row) + j) * features, line, 0, features);
      FloatLoops.addScaled(context, line, weights[j], features);
    }
  }

  /** The gradients of the weights of a context. */
  public void toWeights(int row, float[] toContext, float[] line, float[] toWeights) {
    for (int j = 0; j < length(row); j++) {
      tokens.get((long) (first(row) + j) * features, line, 0, features);
      toWeights[j] = Reductions.dot(toContext, line, features);
    }
  }

  /** Sets all gradients to zero. */
  public void beginGradients() {
    long length = (long) rows.tokens() * features;
    long keyLength = (long) rows.tokens() * attention;
    toTokens.require(length);
    toKeys.require(keyLength);
    ones.require(rows.tokens());
    lanes.eachChunk(
        rows.tokens(),
        (lane, chunk, from, to) -> {
          zero(toTokens, lane, from, to, features);
          zero(toKeys, lane, from, to, attention);
        });
  }

  private static void zero(NativeBuffer buffer, Lane lane, int from, int to, int width) {
    float[] zeros = lane.copies.zeros(width);
    for (int token = from; token < to; token++) {
      buffer.put((long) token * width, zeros, 0, width);
    }
  }

  /**
   * Takes the gradients of the keys on to the memory and the parameters.
   *
   * @param gradients of all parameters of the kernel; those of U and b are overwritten
   */
  public void finishGradients(NativeFloats gradients) {
    lanes.each(key.strips(rows.tokens()), key::turn);
    lanes.eachChunk(
        rows.tokens(),
        (lane, chunk, from, to) -> key.addBackward(toKeys, from, to - from, toTokens, from));
    int parts = key.gradientParts(lanes.used());
    lanes.each(
        parts,
        (lane, part) ->
            key.gradients(part, parts, tokens, toKeys, rows.tokens(), ones.buffer(), gradients));
  }

  /** Writes the gradients of the memory, [B, M, S], whose shape has been checked. */
  public void writeGradients(SequenceView target) {
    rows.unpack(toTokens, features, target, lanes);
  }

  /**
   * Spreads weights of tokens out over the time steps.
   *
   * @param time S
   * @param weights receives zeros, and at live steps the weights
   * @param at where the row's S values begin
   */
  public void spread(int row, float[] ofTokens, int time, float[] weights, int at) {
    for (int j = 0; j < length(row); j++) {
      weights[at + rows.cells()[first(row) + j] % time] = ofTokens[j];
    }
  }
}
