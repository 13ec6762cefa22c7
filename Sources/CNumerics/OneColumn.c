#include "CNumerics.h"

// The sums of a product with one column. Their order is written down here, lane by lane, so that it is
// the same on every processor: a library's depends on which of its kernels it takes.

typedef float lanes_f32 __attribute__((ext_vector_type(16), aligned(4)));
typedef double lanes_f64 __attribute__((ext_vector_type(8), aligned(8)));

static inline float sum_f32(lanes_f32 x) {
  const __attribute__((ext_vector_type(8))) float a = x.lo + x.hi;
  const __attribute__((ext_vector_type(4))) float b = a.lo + a.hi;
  return (b.x + b.z) + (b.y + b.w);
}

static inline double sum_f64(lanes_f64 x) {
  const __attribute__((ext_vector_type(4))) double a = x.lo + x.hi;
  return (a.x + a.z) + (a.y + a.w);
}

// Four rows at a time, whose sums do not wait for each other.
#define ROWS_TIMES_VECTOR(name, number, vector, lanes, sum)                                     \
  void name(const number *a, long stride, const number *x, number *y, long rows, long columns,  \
            int accumulate) {                                                                   \
    const long whole = columns - columns % lanes;                                               \
    long i = 0;                                                                                 \
    while (i < rows) {                                                                          \
      const int count = rows - i < 4 ? 1 : 4;                                                   \
      const number *const from = a + i * stride;                                                \
      number totals[4];                                                                         \
      if (count == 4) {                                                                         \
        vector s[4] = {0, 0, 0, 0};                                                             \
        for (long j = 0; j < whole; j += lanes) {                                               \
          const vector v = *(const vector *)(x + j);                                            \
          _Pragma("clang loop unroll(full)") for (int r = 0; r < 4; r += 1)                     \
              s[r] = __builtin_elementwise_fma(*(const vector *)(from + r * stride + j), v, s[r]); \
        }                                                                                       \
        for (int r = 0; r < 4; r += 1) totals[r] = sum(s[r]);                                   \
      } else {                                                                                  \
        vector s = 0;                                                                           \
        for (long j = 0; j < whole; j += lanes)                                                 \
          s = __builtin_elementwise_fma(                                                        \
              *(const vector *)(from + j), *(const vector *)(x + j), s);                        \
        totals[0] = sum(s);                                                                     \
      }                                                                                         \
      for (int r = 0; r < count; r += 1) {                                                      \
        number rest = 0;                                                                        \
        for (long j = whole; j < columns; j += 1)                                               \
          rest = __builtin_elementwise_fma(from[r * stride + j], x[j], rest);                   \
        const number total = totals[r] + rest;                                                  \
        y[i + r] = accumulate ? y[i + r] + total : total;                                       \
      }                                                                                         \
      i += count;                                                                               \
    }                                                                                           \
  }

// Sixty-four columns (of Double, thirty-two) at a time stay in registers while the rows go by.
#define COLUMNS_TIMES_VECTOR(name, number, vector, lanes)                                       \
  void name(const number *a, long stride, const number *x, number *y, long rows, long columns,  \
            int accumulate) {                                                                   \
    long j = 0;                                                                                 \
    for (; j + 4 * lanes <= columns; j += 4 * lanes) {                                          \
      vector s[4] = {0, 0, 0, 0};                                                               \
      if (accumulate)                                                                           \
        for (int c = 0; c < 4; c += 1) s[c] = *(const vector *)(y + j + c * lanes);             \
      for (long i = 0; i < rows; i += 1) {                                                      \
        const vector v = (vector)(x[i]);                                                        \
        _Pragma("clang loop unroll(full)") for (int c = 0; c < 4; c += 1)                       \
            s[c] = __builtin_elementwise_fma(                                                   \
                *(const vector *)(a + i * stride + j + c * lanes), v, s[c]);                    \
      }                                                                                         \
      for (int c = 0; c < 4; c += 1) *(vector *)(y + j + c * lanes) = s[c];                     \
    }                                                                                           \
    for (; j + lanes <= columns; j += lanes) {                                                  \
      vector s = accumulate ? *(const vector *)(y + j) : (vector)(0);                           \
      for (long i = 0; i < rows; i += 1)                                                        \
        s = __builtin_elementwise_fma(                                                          \
            *(const vector *)(a + i * stride + j), (vector)(x[i]), s);                          \
      *(vector *)(y + j) = s;                                                                   \
    }                                                                                           \
    for (; j < columns; j += 1) {                                                               \
      number s = accumulate ? y[j] : 0;                                                         \
      for (long i = 0; i < rows; i += 1)                                                        \
        s = __builtin_elementwise_fma(a[i * stride + j], x[i], s);                              \
      y[j] = s;                                                                                 \
    }                                                                                           \
  }

ROWS_TIMES_VECTOR(numerics_rows_times_vector_f32, float, lanes_f32, 16, sum_f32)
ROWS_TIMES_VECTOR(numerics_rows_times_vector_f64, double, lanes_f64, 8, sum_f64)
COLUMNS_TIMES_VECTOR(numerics_columns_times_vector_f32, float, lanes_f32, 16)
COLUMNS_TIMES_VECTOR(numerics_columns_times_vector_f64, double, lanes_f64, 8)
