package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MelFiltersTest {

  @Test
  void aThousandHertzAreAThousandMel() {
    assertThat(MelFilters.mel(0)).isZero();
    assertThat(MelFilters.mel(700)).isCloseTo(2595 * Math.log10(2), within(1e-9));
    assertThat(MelFilters.mel(1000)).isCloseTo(1000, within(0.02));
  }

  @Property(tries = 100, seed = "1")
  void hertzTurnsMelBack(@ForAll @DoubleRange(max = 20_000) double frequency) {
    assertThat(MelFilters.hertz(MelFilters.mel(frequency))).isCloseTo(frequency, within(1e-6));
  }

  /** One band from 0 to 4,000 hertz, whose peak is at half of their mel: 1,073.1 mel. */
  @Test
  void aBandIsATriangle() {
    MelFilters filters = new MelFilters(1, 16, 8000); // bins of 500 hertz
    double peak = MelFilters.hertz(MelFilters.mel(4000) / 2);
    assertThat(peak).isCloseTo(1113.8, within(0.1));
    assertThat(filters.weight(0, 0)).isZero();
    assertThat(filters.weight(0, 1)).isCloseTo(500 / peak, within(1e-9));
    assertThat(filters.weight(0, 2)).isCloseTo(1000 / peak, within(1e-9));
    assertThat(filters.weight(0, 3)).isCloseTo((4000 - 1500) / (4000 - peak), within(1e-9));
    assertThat(filters.weight(0, 8)).isZero();
    double[] power = new double[9];
    power[1] = 2;
    power[3] = 4;
    assertThat(filters.of(power)[0])
        .isCloseTo(2 * filters.weight(0, 1) + 4 * filters.weight(0, 3), within(1e-9));
  }

  @Test
  void neighboursShareWhatLiesBetweenTheirPeaks() {
    int filters = 26;
    MelFilters bands = new MelFilters(filters, 512, 16_000);
    double first = MelFilters.hertz(MelFilters.mel(8000) / (filters + 1));
    double last = MelFilters.hertz(MelFilters.mel(8000) * filters / (filters + 1));
    for (int k = 0; k <= 256; k++) {
      double frequency = k * 16_000 / 512.0;
      double sum = 0;
      for (int m = 0; m < filters; m++) {
        sum += bands.weight(m, k);
      }
      if (frequency >= first && frequency <= last) {
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void aHighToneIsInAHighBand() {
    MelFilters bands = new MelFilters(10, 512, 16_000);
    int before = -1;
    for (int k : new int[] {8, 20, 50, 110, 200}) {
      double[] power = new double[257];
      power[k] = 1;
      double[] energies = bands.of(power);
      double highest = Arrays.stream(energies).max().orElseThrow();
      int band = 0;
      while (energies[band] < highest) {
        band++;
      }
      assertThat(band).isGreaterThan(before);
      before = band;
    }
  }
}
