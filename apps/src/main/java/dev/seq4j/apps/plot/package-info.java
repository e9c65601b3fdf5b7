/**
 * Pictures of what was measured, as PNG files: learning curves ({@link
 * dev.seq4j.apps.plot.Curves}), gradients through time ({@link
 * dev.seq4j.apps.plot.GradientCurves}), memory by length ({@link
 * dev.seq4j.apps.plot.MemoryCurves}), values by class ({@link dev.seq4j.apps.plot.Bars}) and
 * attention ({@link dev.seq4j.apps.plot.HeatMap}, several in {@link dev.seq4j.apps.plot.HeatGrid});
 * the latter as text, too ({@link dev.seq4j.apps.plot.HeatText}); pictures, or frames of films,
 * with their captions ({@link dev.seq4j.apps.plot.ContactSheet}); motifs of DNA and the filters
 * that found them ({@link dev.seq4j.apps.plot.MotifSheet}); prices with their forecasts ({@link
 * dev.seq4j.apps.plot.ForecastCurves}); sounds with what is heard in them ({@link
 * dev.seq4j.apps.plot.SoundSheet}).
 */
package dev.seq4j.apps.plot;
