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

// What a core's caches give: each reads or updates `count` numbers, so many times, in the widest vectors
// that the program is built for.
float numerics_read(const float *x, long count, long rounds) {
  numerics_float8 sums[8] = {0};
  for (long round = 0; round < rounds; round += 1)
    for (long i = 0; i + 64 <= count; i += 64)
      _Pragma("clang loop unroll(full)") for (int k = 0; k < 8; k += 1)
          sums[k] += *(const numerics_float8 *)(x + i + 8 * k);
  numerics_float8 total = sums[0];
  for (int k = 1; k < 8; k += 1) total += sums[k];
  return total[0];
}

void numerics_update(float *x, long count, long rounds) {
  for (long round = 0; round < rounds; round += 1) {
    for (long i = 0; i < count; i += 1) x[i] = x[i] * 0.9999f + 0.0001f;
    // One round is not to be made one with the next.
    __asm__ volatile("" : : "r"(x) : "memory");
  }
}

// Square roots and quotients that do not wait for each other, one of each a number: what an adaptive
// optimizer takes of every parameter. Returns how many of both.
double numerics_roots(long rounds, float *sum) {
  numerics_float8 x[8];
  for (int k = 0; k < 8; k += 1) x[k] = (numerics_float8)(1.5f + k);
  for (long round = 0; round < rounds; round += 1)
    _Pragma("clang loop unroll(full)") for (int k = 0; k < 8; k += 1)
        x[k] = 2.0f / (__builtin_elementwise_sqrt(x[k]) + 1.0f);
  numerics_float8 total = x[0];
  for (int k = 1; k < 8; k += 1) total += x[k];
  *sum = total[0];
  return (double)rounds * 64;
}
