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
set ylabel "seconds"
axes = "steps trials parameters"
do for [axis in axes] {
  line(x) = a * x + b
  a = 1e-4
  b = 0.01
  fit line(x) table using (strcol("axis") eq axis ? column("value") : NaN):"seconds" via a, b
  set title sprintf("%s: %.3g s each + %.3g s", axis, a, b)
  set xlabel axis
  plot line(x) lc rgb "#999999", \
    table using (strcol("axis") eq axis ? column("value") : NaN):"seconds" with points pt 7 ps 1.2 lc rgb "#0072b2"
}
