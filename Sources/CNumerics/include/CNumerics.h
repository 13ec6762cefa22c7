#ifndef C_NUMERICS_H
#define C_NUMERICS_H

// Swift's squareRoot() keeps an errno branch inside loops on Linux, which then stay scalar.
// These are the same IEEE square roots as one instruction, which the optimizer can vectorize.
static inline float numerics_square_root_f32(float x) { return __builtin_elementwise_sqrt(x); }
static inline double numerics_square_root_f64(double x) { return __builtin_elementwise_sqrt(x); }

// Swift's vectors have neither of these as one instruction: a·b + c rounded once in each of eight
// lanes, and the conversion towards 0, undefined outside the integers' range.
typedef float numerics_float8 __attribute__((ext_vector_type(8)));
typedef int numerics_int8 __attribute__((ext_vector_type(8)));
static inline numerics_float8 numerics_fused_f32x8(
    numerics_float8 a, numerics_float8 b, numerics_float8 c) {
  return __builtin_elementwise_fma(a, b, c);
}
static inline numerics_float8 numerics_square_root_f32x8(numerics_float8 x) {
  return __builtin_elementwise_sqrt(x);
}
static inline numerics_int8 numerics_truncated_f32x8(numerics_float8 x) {
  return __builtin_convertvector(x, numerics_int8);
}

// Keeps the units that multiply and add in single precision busy with what needs no memory, in the
// widest vectors that the processor has. Returns how many operations that were; `sum` is of no use,
// but keeps the compiler from leaving them out.
double numerics_multiply_adds(long rounds, float *sum);

// What a core's caches give: each reads or updates `count` numbers, on cache lines, so many times.
float numerics_read(const float *x, long count, long rounds);
void numerics_update(float *x, long count, long rounds);

// Square roots with a quotient each, where no memory is touched: returns how many.
double numerics_roots(long rounds, float *sum);

// Products with one column: y (rows) = a (rows x columns) * x (columns), and y (columns) = aT * x (rows).
// `a` lies row by row, `stride` numbers from one row to the next; with `accumulate`, added to y. The
// order of the sums is the same on every processor.
void numerics_rows_times_vector_f32(
    const float *a, long stride, const float *x, float *y, long rows, long columns, int accumulate);
void numerics_rows_times_vector_f64(
    const double *a, long stride, const double *x, double *y, long rows, long columns,
    int accumulate);
void numerics_columns_times_vector_f32(
    const float *a, long stride, const float *x, float *y, long rows, long columns, int accumulate);
void numerics_columns_times_vector_f64(
    const double *a, long stride, const double *x, double *y, long rows, long columns,
    int accumulate);

// c (rows x columns) = a (rows x inner) * b (inner x columns), for what no library has a kernel for: `b`
// and `c` row by row, a's number of row i and place k at `a[i * row_step + k * inner_step]`; with
// `accumulate`, added to c. The order of the sums is the same on every processor.
void numerics_product_f32(
    const float *a, long row_step, long inner_step, const float *b, float *c, long rows, long inner,
    long columns, int accumulate);
void numerics_product_f64(
    const double *a, long row_step, long inner_step, const double *b, double *c, long rows, long inner,
    long columns, int accumulate);

// Takes subnormal numbers for 0 on this thread, and writes 0 in their place. Returns what to give
// to numerics_restore; both do nothing where the processor is not known.
static inline unsigned long numerics_flush_subnormals(void) {
#if defined(__x86_64__)
  const unsigned int before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(before | 0x8040);
  return before;
#elif defined(__aarch64__)
  unsigned long before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | 1ul << 24));
  return before;
#else
  return 0;
#endif
}

static inline void numerics_restore(unsigned long before) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((unsigned int)before);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(before));
#else
  (void)before;
#endif
}

// What the processor calls itself, in 48 bytes at most and a 0; returns 0 where it has no name.
int numerics_processor_name(char name[49]);

#endif
