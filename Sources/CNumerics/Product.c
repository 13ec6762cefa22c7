#include "CNumerics.h"

#include <string.h>

// One row of b after the other is added to the row of c that it belongs to: vectors of columns, whatever
// the shape. A quarter of the speed of kernels that keep sums in registers.
#define PRODUCT(name, number)                                                                        \
  void name(const number *a, long row_step, long inner_step, const number *b, number *c, long rows,  \
            long inner, long columns, int accumulate) {                                              \
    for (long i = 0; i < rows; i += 1) {                                                             \
      number *const line = c + i * columns;                                                          \
      if (!accumulate) memset(line, 0, sizeof(number) * (size_t)columns);                            \
      for (long k = 0; k < inner; k += 1) {                                                          \
        const number factor = a[i * row_step + k * inner_step];                                      \
        const number *const from = b + k * columns;                                                  \
        for (long j = 0; j < columns; j += 1)                                                        \
          line[j] = __builtin_elementwise_fma(factor, from[j], line[j]);                             \
      }                                                                                              \
    }                                                                                                \
  }

PRODUCT(numerics_product_f32, float)
PRODUCT(numerics_product_f64, double)
