#include "CNumerics.h"

// Twelve sums that do not wait for each other: more than a multiply-add's latency times the units of
// any processor of today. The factors keep all numbers near 1.
#define BUSY(vector, rounds, lanes)                                        \
  vector sums[12];                                                         \
  for (int i = 0; i < 12; i += 1) sums[i] = (vector)(1.0f + i);            \
  for (long round = 0; round < (rounds); round += 1)                       \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < 12; i += 1)     \
        sums[i] = __builtin_elementwise_fma(                               \
            sums[i], (vector)(0.9999f), (vector)(0.0001f));                \
  vector total = sums[0];                                                  \
  for (int i = 1; i < 12; i += 1) total += sums[i];                        \
  *sum = total[0];                                                         \
  return (double)(rounds) * 12 * (lanes) * 2

typedef float numerics_float16 __attribute__((ext_vector_type(16)));

#if defined(__x86_64__)
__attribute__((target("avx512f")))
static double busy_with_16(long rounds, float *sum) {
  BUSY(numerics_float16, rounds, 16);
}
#endif

static double busy_with_8(long rounds, float *sum) {
  BUSY(numerics_float8, rounds, 8);
}

double numerics_multiply_adds(long rounds, float *sum) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return busy_with_16(rounds, sum);
#endif
  return busy_with_8(rounds, sum);
}
