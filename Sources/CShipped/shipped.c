// Written by scripts/embed: call it when a file of Experiments/ or Assignments/ comes or goes.
#include "CShipped.h"

#include <stddef.h>

// What C has since 2023 is an extension before.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../Assignments/README.md"
};
static const unsigned char file1[] = {
#embed "../../Assignments/a-fair-comparison/README.md"
};
static const unsigned char file2[] = {
#embed "../../Assignments/a-fair-comparison/assignment.json"
};
static const unsigned char file3[] = {
#embed "../../Assignments/a-fair-comparison/base.json"
};
static const unsigned char file4[] = {
#embed "../../Assignments/a-fair-comparison/half-tuned.json"
};
static const unsigned char file5[] = {
#embed "../../Assignments/a-fair-comparison/mutants/answers.json"
};
static const unsigned char file6[] = {
#embed "../../Assignments/a-fair-comparison/mutants/fair.json"
};
static const unsigned char file7[] = {
#embed "../../Assignments/a-fair-comparison/other-half.json"
};
static const unsigned char file8[] = {
#embed "../../Assignments/a-fair-comparison/source/answers.json"
};
static const unsigned char file9[] = {
#embed "../../Assignments/a-fair-comparison/source/fair.json"
};
static const unsigned char file10[] = {
#embed "../../Assignments/a-fair-comparison/teacher.md"
};
static const unsigned char file11[] = {
#embed "../../Assignments/a-fair-comparison/tuned.json"
};
static const unsigned char file12[] = {
#embed "../../Assignments/a-rate-for-each/README.md"
};
static const unsigned char file13[] = {
#embed "../../Assignments/a-rate-for-each/assignment.json"
};
static const unsigned char file14[] = {
#embed "../../Assignments/a-rate-for-each/base.json"
};
static const unsigned char file15[] = {
#embed "../../Assignments/a-rate-for-each/compare.json"
};
static const unsigned char file16[] = {
#embed "../../Assignments/a-rate-for-each/mutants/adadelta.json"
};
static const unsigned char file17[] = {
#embed "../../Assignments/a-rate-for-each/mutants/adagrad.json"
};
static const unsigned char file18[] = {
#embed "../../Assignments/a-rate-for-each/mutants/adam.json"
};
static const unsigned char file19[] = {
#embed "../../Assignments/a-rate-for-each/mutants/answers.json"
};
static const unsigned char file20[] = {
#embed "../../Assignments/a-rate-for-each/mutants/uneven.json"
};
static const unsigned char file21[] = {
#embed "../../Assignments/a-rate-for-each/source/adadelta.py"
};
static const unsigned char file22[] = {
#embed "../../Assignments/a-rate-for-each/source/adagrad.py"
};
static const unsigned char file23[] = {
#embed "../../Assignments/a-rate-for-each/source/adam.py"
};
static const unsigned char file24[] = {
#embed "../../Assignments/a-rate-for-each/source/uneven.json"
};
static const unsigned char file25[] = {
#embed "../../Assignments/a-rate-for-each/teacher.md"
};
static const unsigned char file26[] = {
#embed "../../Assignments/a-rate-for-each/uneven.csv"
};
static const unsigned char file27[] = {
#embed "../../Assignments/a-velocity/README.md"
};
static const unsigned char file28[] = {
#embed "../../Assignments/a-velocity/assignment.json"
};
static const unsigned char file29[] = {
#embed "../../Assignments/a-velocity/base.json"
};
static const unsigned char file30[] = {
#embed "../../Assignments/a-velocity/mutants/answers.json"
};
static const unsigned char file31[] = {
#embed "../../Assignments/a-velocity/mutants/bowl.json"
};
static const unsigned char file32[] = {
#embed "../../Assignments/a-velocity/mutants/momentum.json"
};
static const unsigned char file33[] = {
#embed "../../Assignments/a-velocity/mutants/nesterov.json"
};
static const unsigned char file34[] = {
#embed "../../Assignments/a-velocity/source/bowl.json"
};
static const unsigned char file35[] = {
#embed "../../Assignments/a-velocity/source/momentum.py"
};
static const unsigned char file36[] = {
#embed "../../Assignments/a-velocity/source/nesterov.py"
};
static const unsigned char file37[] = {
#embed "../../Assignments/a-velocity/teacher.md"
};
static const unsigned char file38[] = {
#embed "../../Assignments/dying-units/README.md"
};
static const unsigned char file39[] = {
#embed "../../Assignments/dying-units/assignment.json"
};
static const unsigned char file40[] = {
#embed "../../Assignments/dying-units/base.json"
};
static const unsigned char file41[] = {
#embed "../../Assignments/dying-units/mutants/answers.json"
};
static const unsigned char file42[] = {
#embed "../../Assignments/dying-units/mutants/cure.json"
};
static const unsigned char file43[] = {
#embed "../../Assignments/dying-units/mutants/kill.json"
};
static const unsigned char file44[] = {
#embed "../../Assignments/dying-units/source/answers.json"
};
static const unsigned char file45[] = {
#embed "../../Assignments/dying-units/source/cure.json"
};
static const unsigned char file46[] = {
#embed "../../Assignments/dying-units/source/kill.json"
};
static const unsigned char file47[] = {
#embed "../../Assignments/dying-units/teacher.md"
};
static const unsigned char file48[] = {
#embed "../../Assignments/dying-units/who.json"
};
static const unsigned char file49[] = {
#embed "../../Assignments/one-some-or-all/README.md"
};
static const unsigned char file50[] = {
#embed "../../Assignments/one-some-or-all/assignment.json"
};
static const unsigned char file51[] = {
#embed "../../Assignments/one-some-or-all/base.json"
};
static const unsigned char file52[] = {
#embed "../../Assignments/one-some-or-all/mutants/answers.json"
};
static const unsigned char file53[] = {
#embed "../../Assignments/one-some-or-all/mutants/budget.json"
};
static const unsigned char file54[] = {
#embed "../../Assignments/one-some-or-all/mutants/gd.json"
};
static const unsigned char file55[] = {
#embed "../../Assignments/one-some-or-all/source/answers.json"
};
static const unsigned char file56[] = {
#embed "../../Assignments/one-some-or-all/source/budget.json"
};
static const unsigned char file57[] = {
#embed "../../Assignments/one-some-or-all/source/gd.py"
};
static const unsigned char file58[] = {
#embed "../../Assignments/one-some-or-all/teacher.md"
};
static const unsigned char file59[] = {
#embed "../../Assignments/one-some-or-all/updates.json"
};
static const unsigned char file60[] = {
#embed "../../Assignments/one-some-or-all/work.json"
};
static const unsigned char file61[] = {
#embed "../../Assignments/two-players/README.md"
};
static const unsigned char file62[] = {
#embed "../../Assignments/two-players/assignment.json"
};
static const unsigned char file63[] = {
#embed "../../Assignments/two-players/base.json"
};
static const unsigned char file64[] = {
#embed "../../Assignments/two-players/claims.json"
};
static const unsigned char file65[] = {
#embed "../../Assignments/two-players/mutants/answers.json"
};
static const unsigned char file66[] = {
#embed "../../Assignments/two-players/mutants/gan.json"
};
static const unsigned char file67[] = {
#embed "../../Assignments/two-players/mutants/own.json"
};
static const unsigned char file68[] = {
#embed "../../Assignments/two-players/own-base.json"
};
static const unsigned char file69[] = {
#embed "../../Assignments/two-players/source/adam.py"
};
static const unsigned char file70[] = {
#embed "../../Assignments/two-players/source/answers.json"
};
static const unsigned char file71[] = {
#embed "../../Assignments/two-players/source/gan.json"
};
static const unsigned char file72[] = {
#embed "../../Assignments/two-players/source/own.json"
};
static const unsigned char file73[] = {
#embed "../../Assignments/two-players/teacher.md"
};
static const unsigned char file74[] = {
#embed "../../Experiments/adam-vs-sgd.json"
};
static const unsigned char file75[] = {
#embed "../../Experiments/adaptive.json"
};
static const unsigned char file76[] = {
#embed "../../Experiments/all-optimizers.json"
};
static const unsigned char file77[] = {
#embed "../../Experiments/classification.json"
};
static const unsigned char file78[] = {
#embed "../../Experiments/dying-relu.json"
};
static const unsigned char file79[] = {
#embed "../../Experiments/edge-of-stability.json"
};
static const unsigned char file80[] = {
#embed "../../Experiments/experiment.schema.json"
};
static const unsigned char file81[] = {
#embed "../../Experiments/external/ademamix.json"
};
static const unsigned char file82[] = {
#embed "../../Experiments/external/ademamix.py"
};
static const unsigned char file83[] = {
#embed "../../Experiments/external/optlab.py"
};
static const unsigned char file84[] = {
#embed "../../Experiments/gan-matrix.json"
};
static const unsigned char file85[] = {
#embed "../../Experiments/gan.json"
};
static const unsigned char file86[] = {
#embed "../../Experiments/gd-sgd-minibatch.json"
};
static const unsigned char file87[] = {
#embed "../../Experiments/lenet.json"
};
static const unsigned char file88[] = {
#embed "../../Experiments/lr-sweep.json"
};
static const unsigned char file89[] = {
#embed "../../Experiments/mnist-gan.json"
};
static const unsigned char file90[] = {
#embed "../../Experiments/momentum-nesterov.json"
};
static const unsigned char file91[] = {
#embed "../../Experiments/moons.json"
};
static const unsigned char file92[] = {
#embed "../../Experiments/own-rules.json"
};
static const unsigned char file93[] = {
#embed "../../Experiments/quadratic-theory.json"
};
static const unsigned char file94[] = {
#embed "../../Experiments/rosenbrock.json"
};
static const unsigned char file95[] = {
#embed "../../Experiments/same-place.json"
};
static const unsigned char file96[] = {
#embed "../../Experiments/tuned.json"
};

static const shipped_file files[] = {
  {"Assignments/README.md", file0, sizeof file0},
  {"Assignments/a-fair-comparison/README.md", file1, sizeof file1},
  {"Assignments/a-fair-comparison/assignment.json", file2, sizeof file2},
  {"Assignments/a-fair-comparison/base.json", file3, sizeof file3},
  {"Assignments/a-fair-comparison/half-tuned.json", file4, sizeof file4},
  {"Assignments/a-fair-comparison/mutants/answers.json", file5, sizeof file5},
  {"Assignments/a-fair-comparison/mutants/fair.json", file6, sizeof file6},
  {"Assignments/a-fair-comparison/other-half.json", file7, sizeof file7},
  {"Assignments/a-fair-comparison/source/answers.json", file8, sizeof file8},
  {"Assignments/a-fair-comparison/source/fair.json", file9, sizeof file9},
  {"Assignments/a-fair-comparison/teacher.md", file10, sizeof file10},
  {"Assignments/a-fair-comparison/tuned.json", file11, sizeof file11},
  {"Assignments/a-rate-for-each/README.md", file12, sizeof file12},
  {"Assignments/a-rate-for-each/assignment.json", file13, sizeof file13},
  {"Assignments/a-rate-for-each/base.json", file14, sizeof file14},
  {"Assignments/a-rate-for-each/compare.json", file15, sizeof file15},
  {"Assignments/a-rate-for-each/mutants/adadelta.json", file16, sizeof file16},
  {"Assignments/a-rate-for-each/mutants/adagrad.json", file17, sizeof file17},
  {"Assignments/a-rate-for-each/mutants/adam.json", file18, sizeof file18},
  {"Assignments/a-rate-for-each/mutants/answers.json", file19, sizeof file19},
  {"Assignments/a-rate-for-each/mutants/uneven.json", file20, sizeof file20},
  {"Assignments/a-rate-for-each/source/adadelta.py", file21, sizeof file21},
  {"Assignments/a-rate-for-each/source/adagrad.py", file22, sizeof file22},
  {"Assignments/a-rate-for-each/source/adam.py", file23, sizeof file23},
  {"Assignments/a-rate-for-each/source/uneven.json", file24, sizeof file24},
  {"Assignments/a-rate-for-each/teacher.md", file25, sizeof file25},
  {"Assignments/a-rate-for-each/uneven.csv", file26, sizeof file26},
  {"Assignments/a-velocity/README.md", file27, sizeof file27},
  {"Assignments/a-velocity/assignment.json", file28, sizeof file28},
  {"Assignments/a-velocity/base.json", file29, sizeof file29},
  {"Assignments/a-velocity/mutants/answers.json", file30, sizeof file30},
  {"Assignments/a-velocity/mutants/bowl.json", file31, sizeof file31},
  {"Assignments/a-velocity/mutants/momentum.json", file32, sizeof file32},
  {"Assignments/a-velocity/mutants/nesterov.json", file33, sizeof file33},
  {"Assignments/a-velocity/source/bowl.json", file34, sizeof file34},
  {"Assignments/a-velocity/source/momentum.py", file35, sizeof file35},
  {"Assignments/a-velocity/source/nesterov.py", file36, sizeof file36},
  {"Assignments/a-velocity/teacher.md", file37, sizeof file37},
  {"Assignments/dying-units/README.md", file38, sizeof file38},
  {"Assignments/dying-units/assignment.json", file39, sizeof file39},
  {"Assignments/dying-units/base.json", file40, sizeof file40},
  {"Assignments/dying-units/mutants/answers.json", file41, sizeof file41},
  {"Assignments/dying-units/mutants/cure.json", file42, sizeof file42},
  {"Assignments/dying-units/mutants/kill.json", file43, sizeof file43},
  {"Assignments/dying-units/source/answers.json", file44, sizeof file44},
  {"Assignments/dying-units/source/cure.json", file45, sizeof file45},
  {"Assignments/dying-units/source/kill.json", file46, sizeof file46},
  {"Assignments/dying-units/teacher.md", file47, sizeof file47},
  {"Assignments/dying-units/who.json", file48, sizeof file48},
  {"Assignments/one-some-or-all/README.md", file49, sizeof file49},
  {"Assignments/one-some-or-all/assignment.json", file50, sizeof file50},
  {"Assignments/one-some-or-all/base.json", file51, sizeof file51},
  {"Assignments/one-some-or-all/mutants/answers.json", file52, sizeof file52},
  {"Assignments/one-some-or-all/mutants/budget.json", file53, sizeof file53},
  {"Assignments/one-some-or-all/mutants/gd.json", file54, sizeof file54},
  {"Assignments/one-some-or-all/source/answers.json", file55, sizeof file55},
  {"Assignments/one-some-or-all/source/budget.json", file56, sizeof file56},
  {"Assignments/one-some-or-all/source/gd.py", file57, sizeof file57},
  {"Assignments/one-some-or-all/teacher.md", file58, sizeof file58},
  {"Assignments/one-some-or-all/updates.json", file59, sizeof file59},
  {"Assignments/one-some-or-all/work.json", file60, sizeof file60},
  {"Assignments/two-players/README.md", file61, sizeof file61},
  {"Assignments/two-players/assignment.json", file62, sizeof file62},
  {"Assignments/two-players/base.json", file63, sizeof file63},
  {"Assignments/two-players/claims.json", file64, sizeof file64},
  {"Assignments/two-players/mutants/answers.json", file65, sizeof file65},
  {"Assignments/two-players/mutants/gan.json", file66, sizeof file66},
  {"Assignments/two-players/mutants/own.json", file67, sizeof file67},
  {"Assignments/two-players/own-base.json", file68, sizeof file68},
  {"Assignments/two-players/source/adam.py", file69, sizeof file69},
  {"Assignments/two-players/source/answers.json", file70, sizeof file70},
  {"Assignments/two-players/source/gan.json", file71, sizeof file71},
  {"Assignments/two-players/source/own.json", file72, sizeof file72},
  {"Assignments/two-players/teacher.md", file73, sizeof file73},
  {"Experiments/adam-vs-sgd.json", file74, sizeof file74},
  {"Experiments/adaptive.json", file75, sizeof file75},
  {"Experiments/all-optimizers.json", file76, sizeof file76},
  {"Experiments/classification.json", file77, sizeof file77},
  {"Experiments/dying-relu.json", file78, sizeof file78},
  {"Experiments/edge-of-stability.json", file79, sizeof file79},
  {"Experiments/experiment.schema.json", file80, sizeof file80},
  {"Experiments/external/ademamix.json", file81, sizeof file81},
  {"Experiments/external/ademamix.py", file82, sizeof file82},
  {"Experiments/external/optlab.py", file83, sizeof file83},
  {"Experiments/gan-matrix.json", file84, sizeof file84},
  {"Experiments/gan.json", file85, sizeof file85},
  {"Experiments/gd-sgd-minibatch.json", file86, sizeof file86},
  {"Experiments/lenet.json", file87, sizeof file87},
  {"Experiments/lr-sweep.json", file88, sizeof file88},
  {"Experiments/mnist-gan.json", file89, sizeof file89},
  {"Experiments/momentum-nesterov.json", file90, sizeof file90},
  {"Experiments/moons.json", file91, sizeof file91},
  {"Experiments/own-rules.json", file92, sizeof file92},
  {"Experiments/quadratic-theory.json", file93, sizeof file93},
  {"Experiments/rosenbrock.json", file94, sizeof file94},
  {"Experiments/same-place.json", file95, sizeof file95},
  {"Experiments/tuned.json", file96, sizeof file96},
};

const shipped_file *shipped_file_at(long place) {
  const long count = sizeof files / sizeof *files;
  return place >= 0 && place < count ? &files[place] : NULL;
}

#ifndef OPTLAB_COMMIT
#define OPTLAB_COMMIT ""
#endif

const char *shipped_commit(void) { return OPTLAB_COMMIT; }
