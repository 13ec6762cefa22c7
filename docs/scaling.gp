# Draws scaling.png from scaling.csv, both beside this file; scripts/scaling makes the table.
here = ARG0[1:strlen(ARG0) - strlen("scaling.gp")]
table = here . "scaling.csv"
set terminal pngcairo size 1080,360 font "sans,11"
set output here . "scaling.png"
set datafile separator comma
set datafile columnheaders
set datafile missing NaN
set multiplot layout 1,3
set xrange [0:*]
set yrange [0:*]
set grid back lc rgb "#dddddd"
set border 3
set tics nomirror
unset key
set fit quiet nolog
set format x "%.0s%c"
set ylabel "seconds"
axes = "steps trials parameters"
do for [axis in axes] {
  line(x) = a * x + b
  a = 1e-4
  b = 0.01
  fit line(x) table using (strcol("axis") eq axis ? column("value") : NaN):"seconds" via a, b
  # Microseconds for a step or a parameter, milliseconds for a trial.
  size = axis eq "trials" ? 1e3 : 1e6
  unit = axis eq "trials" ? "ms a trial" : axis eq "steps" ? "µs a step" : "µs a parameter"
  set title sprintf("%.3g %s + %.0f ms", a * size, unit, b * 1e3)
  if (axis eq "steps") { set xtics 20000 }
  if (axis eq "trials") { set xtics 4 }
  if (axis eq "parameters") { set xtics 50000 }
  set xlabel axis
  plot line(x) lc rgb "#999999", \
    table using (strcol("axis") eq axis ? column("value") : NaN):"seconds" with points pt 7 ps 1.2 lc rgb "#0072b2"
}
