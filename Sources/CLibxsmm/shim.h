#include <libxsmm.h>

// libxsmm's kernels are variadic function pointers, which Swift cannot call. The column-major
// kernel for m x n x k is looked up (20 ns; compiled at the first request) and run:
// c (m x n) = a (m x k) * b (k x n) + beta * c, where b may be given as its transpose (n x k).
// Returns 0 where there is none for the shape or the processor; then nothing was done.
static inline int xsmm_product_f32(
    const float *a, const float *b, float *c, int m, int n, int k, int transposed_b, float beta) {
  const float alpha = 1;
  const int flags = transposed_b ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
  const int prefetch = LIBXSMM_PREFETCH_NONE, ldb = transposed_b ? n : k;
  const libxsmm_smmfunction kernel =
      libxsmm_smmdispatch(m, n, k, &m, &ldb, &m, &alpha, &beta, &flags, &prefetch);
  if (!kernel) return 0;
  kernel(a, b, c);
  return 1;
}

static inline int xsmm_product_f64(
    const double *a, const double *b, double *c, int m, int n, int k, int transposed_b,
    double beta) {
  const double alpha = 1;
  const int flags = transposed_b ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
  const int prefetch = LIBXSMM_PREFETCH_NONE, ldb = transposed_b ? n : k;
  const libxsmm_dmmfunction kernel =
      libxsmm_dmmdispatch(m, n, k, &m, &ldb, &m, &alpha, &beta, &flags, &prefetch);
  if (!kernel) return 0;
  kernel(a, b, c);
  return 1;
}
