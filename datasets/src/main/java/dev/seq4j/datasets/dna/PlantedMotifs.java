package dev.seq4j.datasets.dna;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.dna.PositionMatrix;
import dev.seq4j.core.text.LabelledText;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes DNA in which half of the sequences hold a binding site.
 *
 * <p>A sequence is random letters with a site drawn from one motif, at a random place and on a
 * random strand. A sequence of the class {@value #BOUND} has the site as it was drawn. One of the
 * class {@value #FREE} has the letters of the site in random order, so that the classes have the
 * same letters in the same numbers, and only their order tells them apart.
 *
 * <p>The motifs take turns. Were all of them in each sequence, one would be enough to tell the
 * classes apart, and no more would be learned than the one that tells most.
 *
 * <p>A function of its settings: the first n sequences of a larger number are those of n.
 *
 * @param motifs which, one or more, different
 * @param length letters of a sequence; room for the widest motif
 * @param gc share of G and C among the random letters, 0 to 1
 * @param seed of all that is random
 */
public record PlantedMotifs(List<BindingMotif> motifs, int length, double gc, long seed) {

  /** The class of the sequences with sites. */
  public static final String BOUND = "bound";

  /** The class of the sequences with shuffled sites. */
  public static final String FREE = "free";

  /** CTCF and GATA1 in 100 letters, of which 41 % are G and C, as in the human genome. */
  public static final PlantedMotifs DEFAULT =
      new PlantedMotifs(List.of(BindingMotif.CTCF, BindingMotif.GATA1), 100, 0.41, 1);

  /**
   * @throws InvalidInputException if a setting is out of its range
   */
  public PlantedMotifs {
    motifs = List.copyOf(motifs);
    if (motifs.isEmpty() || motifs.stream().distinct().count() != motifs.size()) {
      throw new InvalidInputException("motifs = " + motifs + ": must be one or more, different");
    }
    int widest = motifs.stream().mapToInt(motif -> motif.matrix().width()).max().getAsInt();
    if (length < widest) {
      throw new InvalidInputException(
          "length = %d: must be %d or above, for %s".formatted(length, widest, motifs));
    }
    if (!(gc >= 0 && gc <= 1)) {
      throw new InvalidInputException("gc = " + gc + ": must be in [0, 1]");
    }
  }

  /**
   * @param count how many, 2 or more
   * @return {@value #BOUND} and {@value #FREE} sequences in turns
   */
  public List<LabelledText> make(int count) {
    if (count < 2) {
      throw new InvalidInputException("sequences = " + count + ": must be 2 or above");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledText> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean bound = i % 2 == 0;
      BindingMotif motif = motifs.get(i / 2 % motifs.size());
      int[] letters = sequence(motif.matrix(), bound, random);
      made.add(new LabelledText(Dna.decode(letters), bound ? BOUND : FREE));
    }
    return made;
  }

  private int[] sequence(PositionMatrix motif, boolean bound, SplittableRandom random) {
    int[] letters = new int[length];
    for (int i = 0; i < length; i++) {
      letters[i] = background(random);
    }
    int[] site = site(motif, random);
    if (!bound) {
      shuffle(site, random);
    }
    int[] strand = random.nextBoolean() ? Dna.reverseComplement(site) : site;
    int place = random.nextInt(length - site.length + 1);
    System.arraycopy(strand, 0, letters, place, site.length);
    return letters;
  }

  private int background(SplittableRandom random) {
    boolean strong = random.nextDouble() < gc;
    boolean first = random.nextBoolean();
    if (strong) {
      return Dna.number(first ? 'C' : 'G');
    }
    return Dna.number(first ? 'A' : 'T');
  }

  private static int[] site(PositionMatrix motif, SplittableRandom random) {
    int[] site = new int[motif.width()];
    for (int place = 0; place < site.length; place++) {
      double left = random.nextDouble() - motif.frequency(place, 0);
      while (left >= 0 && site[place] < Dna.CHANNELS - 1) {
        site[place]++;
        left -= motif.frequency(place, site[place]);
      }
    }
    return site;
  }

  private static void shuffle(int[] letters, SplittableRandom random) {
    for (int i = letters.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int letter = letters[i];
      letters[i] = letters[j];
      letters[j] = letter;
    }
  }
}
