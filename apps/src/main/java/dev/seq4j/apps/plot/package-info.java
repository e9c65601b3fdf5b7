/**
 * Pictures of what was measured, as PNG files: learning curves ({@link
 * dev.seq4j.apps.plot.Curves}), gradients through time ({@link dev.seq4j.apps.plot.GradientCurves})
 * and attention ({@link dev.seq4j.apps.plot.HeatMap}); the latter as text, too ({@link
 * dev.seq4j.apps.plot.HeatText}); motifs of DNA and the filters that found them ({@link
 * dev.seq4j.apps.plot.MotifSheet}); prices with their forecasts ({@link
 * dev.seq4j.apps.plot.ForecastCurves}).
 */
package dev.seq4j.apps.plot;
