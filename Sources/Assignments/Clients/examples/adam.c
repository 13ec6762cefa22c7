// Adam in C: cc -std=c11 -O2 -o adam adam.c -lm, with optlab.h beside it.
#include "optlab.h"

#include <math.h>

static void adam(optlab_step *step) {
  double beta1 = optlab_setting(step, "beta1", 0.9);
  double beta2 = optlab_setting(step, "beta2", 0.999);
  double eps = optlab_setting(step, "eps", 1e-8);
  optlab_real *m = optlab_state(step, "m");
  optlab_real *v = optlab_state(step, "v");
  double correction1 = 1 - pow(beta1, (double)step->t);
  double correction2 = 1 - pow(beta2, (double)step->t);
  for (size_t i = 0; i < step->count; i += 1) {
    double g = step->g[i];
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    step->theta[i] -= step->lr * (m[i] / correction1) / (sqrt(v[i] / correction2) + eps);
  }
}

int main(void) { return optlab_run("adam", adam, 0); }
