package dev.seq4j.models.decoding;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Searches for probable translations of sentences, captions of pictures and whatever else is
 * written of what was read, of many at once, by keeping the best few beginnings of each and going
 * on with all of them (beam search). In what follows it is a sentence that is translated.
 *
 * <pre>
 *   score(y) = log p(y) / ((5 + |y|) / 6)^a
 * </pre>
 *
 * <p>|y| counts the tokens, the end mark included: without the division (a = 0) short translations
 * win, since every token costs (Wu et al. 2016, without their penalty for what is not covered). A
 * beam of 1 is greedy: the most probable token in each step, of equals the first.
 *
 * <p>In each step the beginnings of a sentence and their most probable next tokens are compared by
 * log p. An end mark among the best {@code beamWidth} of these ends a hypothesis; the best {@code
 * beamWidth} others go on. A sentence is done when {@code beamWidth} hypotheses have ended, or none
 * that goes on could still have the best score, and its rows take no further time. What has not
 * ended at the longest length is taken only where nothing has.
 *
 * @param beamWidth how many beginnings of a sentence are kept, 1 or more
 * @param lengthPenalty a, 0 or above
 * @param begin id of the mark a translation begins with
 * @param end id of the mark it ends with
 * @param forbidden ids that no translation holds
 */
public record BeamSearch(
    int beamWidth, double lengthPenalty, int begin, int end, Set<Integer> forbidden) {

  /** The most common exponent of the length, from Wu et al. 2016. */
  public static final double DEFAULT_LENGTH_PENALTY = 0.6;

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public BeamSearch {
    if (beamWidth < 1) {
      throw new InvalidInputException("beam width = " + beamWidth + ": must be 1 or above");
    }
    if (!(lengthPenalty >= 0) || Double.isInfinite(lengthPenalty)) {
      throw new InvalidInputException(
          "length penalty = " + lengthPenalty + ": must be 0 (off) or above");
    }
    forbidden = Set.copyOf(forbidden);
  }

  /**
   * @param vocabulary of the targets, with {@code <bos>} and {@code <eos>}
   * @return a greedy search that never writes padding or the mark of the beginning
   */
  public static BeamSearch greedy(Vocabulary vocabulary) {
    int begin = vocabulary.id(Vocabulary.BOS_TOKEN);
    int end = vocabulary.id(Vocabulary.EOS_TOKEN);
    return new BeamSearch(1, DEFAULT_LENGTH_PENALTY, begin, end, Set.of(Vocabulary.PAD, begin));
  }

  /**
   * @param beamWidth how many beginnings of a sentence are kept, 1 or more
   * @return a search that differs in this only
   */
  public BeamSearch withBeamWidth(int beamWidth) {
    return new BeamSearch(beamWidth, lengthPenalty, begin, end, forbidden);
  }

  /**
   * @param lengthPenalty a, 0 or above
   * @return a search that differs in this only
   */
  public BeamSearch withLengthPenalty(double lengthPenalty) {
    return new BeamSearch(beamWidth, lengthPenalty, begin, end, forbidden);
  }

  /**
   * Searches.
   *
   * @param decoder has read the sentences, and goes no further when this returns
   * @param longest for each sentence how many tokens its translation has at most, 1 or more
   * @return for each sentence what was found, the best score first; at least one, at most {@code
   *     beamWidth}
   * @throws IllegalStateException if no token has a probability, as of a network that diverged
   */
  public List<List<Hypothesis>> search(StepwiseDecoder decoder, int[] longest) {
    if (longest.length != decoder.sentences()) {
      throw new IllegalArgumentException(
          "longest lengths of %d sentences: the decoder has %d"
              .formatted(longest.length, decoder.sentences()));
    }
    List<Beam> beams = new ArrayList<>();
    for (int sentence = 0; sentence < longest.length; sentence++) {
      beams.add(new Beam(sentence, longest[sentence]));
    }
    Steps steps = new Steps(decoder);
    for (List<Beam> live = beams;
        !live.isEmpty();
        live = live.stream().filter(Beam::goesOn).toList()) {
      steps.take(live);
      live.forEach(beam -> beam.extend(steps));
    }
    return beams.stream().map(Beam::found).toList();
  }

  /** A beginning of a translation; the one before it and so on give its tokens. */
  private static final class Beginning {
    final Beginning before;
    final int id;
    final int length;
    final double logProbability;
    int row; // of the last step

    Beginning(Beginning before, int id, int length, double logProbability, int row) {
      this.before = before;
      this.id = id;
      this.length = length;
      this.logProbability = logProbability;
      this.row = row;
    }
  }

  /** A token that a beginning may go on with. */
  private record Candidate(Beginning before, int id, double logProbability) {}

  /** The decoder's steps and their results. */
  private final class Steps {
    private final StepwiseDecoder decoder;
    private final boolean[] barred;
    private float[] probabilities = new float[0];

    Steps(StepwiseDecoder decoder) {
      this.decoder = decoder;
      barred = new boolean[decoder.vocabularySize()];
      forbidden.forEach(id -> barred[id] = true);
    }

    void take(List<Beam> beams) {
      List<Beginning> rows = beams.stream().flatMap(beam -> beam.live.stream()).toList();
      int cells = Math.multiplyExact(rows.size(), decoder.vocabularySize());
      if (probabilities.length < cells) {
        probabilities = new float[cells];
      }
      decoder.step(
          rows.stream().mapToInt(beginning -> beginning.row).toArray(),
          rows.stream().mapToInt(beginning -> beginning.id).toArray(),
          probabilities);
      for (int row = 0; row < rows.size(); row++) {
        rows.get(row).row = row;
      }
    }

    /** Adds the most probable tokens that a beginning may go on with, those equal by their id. */
    void addMostProbable(Beginning beginning, int count, List<Candidate> candidates) {
      int size = barred.length;
      int from = beginning.row * size;
      int[] best = new int[count];
      int found = 0;
      float least = 0; // that a token must have more than to be among the best
      for (int id = 0; id < size; id++) {
        float probability = probabilities[from + id];
        if (!(probability > least) || barred[id]) {
          continue;
        }
        int place = found < count ? found++ : count - 1;
        while (place > 0 && probability > probabilities[from + best[place - 1]]) {
          best[place] = best[place - 1];
          place--;
        }
        best[place] = id;
        least = found < count ? 0 : probabilities[from + best[count - 1]];
      }
      if (found == 0) {
        throw new IllegalStateException(
            "probabilities of step %d: none is above 0".formatted(beginning.length + 1));
      }
      for (int i = 0; i < found; i++) {
        double logProbability = beginning.logProbability + Math.log(probabilities[from + best[i]]);
        candidates.add(new Candidate(beginning, best[i], logProbability));
      }
    }
  }

  /** The search for one sentence. */
  private final class Beam {
    private final int longest;
    private final List<Hypothesis> ended = new ArrayList<>();
    private List<Beginning> live;

    Beam(int sentence, int longest) {
      if (longest < 1) {
        throw new IllegalArgumentException("longest length = " + longest + ": must be 1 or above");
      }
      this.longest = longest;
      live = List.of(new Beginning(null, begin, 0, 0, sentence));
    }

    void extend(Steps steps) {
      List<Candidate> candidates = new ArrayList<>();
      for (Beginning beginning : live) {
        // Should all of them end, as many are left to go on.
        steps.addMostProbable(beginning, 2 * beamWidth, candidates);
      }
      candidates.sort(Comparator.comparingDouble(candidate -> -candidate.logProbability)); // stable
      List<Beginning> next = new ArrayList<>();
      for (int place = 0; place < candidates.size() && next.size() < beamWidth; place++) {
        Candidate candidate = candidates.get(place);
        if (candidate.id != end) {
          Beginning before = candidate.before;
          next.add(
              new Beginning(
                  before, candidate.id, before.length + 1, candidate.logProbability, before.row));
        } else if (place < beamWidth) {
          ended.add(hypothesis(candidate.before, candidate.logProbability, true));
        }
      }
      live = next;
    }

    boolean goesOn() {
      if (ended.size() >= beamWidth || live.isEmpty() || live.get(0).length >= longest) {
        return false;
      }
      // Probabilities only fall, and the longest length divides the most.
      double highest = score(live.get(0).logProbability, longest + 1);
      return ended.stream().noneMatch(hypothesis -> hypothesis.score() >= highest);
    }

    List<Hypothesis> found() {
      List<Hypothesis> found = new ArrayList<>(ended);
      if (found.isEmpty()) {
        live.forEach(
            beginning -> found.add(hypothesis(beginning, beginning.logProbability, false)));
      }
      found.sort(Comparator.comparingDouble(hypothesis -> -hypothesis.score()));
      return found.subList(0, Math.min(beamWidth, found.size()));
    }
  }

  private Hypothesis hypothesis(Beginning last, double logProbability, boolean ended) {
    int tokens = ended ? last.length + 1 : last.length;
    int[] ids = new int[last.length];
    for (Beginning at = last; at.before != null; at = at.before) {
      ids[at.length - 1] = at.id;
    }
    return new Hypothesis(ids, logProbability, score(logProbability, tokens), ended);
  }

  private double score(double logProbability, int tokens) {
    return logProbability / Math.pow((5.0 + tokens) / 6, lengthPenalty);
  }
}
