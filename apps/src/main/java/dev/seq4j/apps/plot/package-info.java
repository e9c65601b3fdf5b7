/**
 * Pictures of what was measured, as PNG files: learning curves ({@link
 * dev.seq4j.apps.plot.Curves}), gradients through time ({@link
 * dev.seq4j.apps.plot.GradientCurves}), values by class ({@link dev.seq4j.apps.plot.Bars}) and
 * attention ({@link dev.seq4j.apps.plot.HeatMap}); the latter as text, too ({@link
 * dev.seq4j.apps.plot.HeatText}).
 */
package dev.seq4j.apps.plot;
