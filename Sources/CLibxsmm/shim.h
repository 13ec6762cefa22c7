#include <libxsmm.h>

// libxsmm's kernels are variadic function pointers, which Swift cannot call, and looking one up
// takes 50 ns, as long as the smallest products themselves. Each thread keeps those it used last.
//
// A kernel is column-major: c (m x n) = a (m x k) * b (k x n) + beta * c, where b may be given as
// its transpose (n x k). `lda`, `ldb` and `ldc` are the distances of the columns of a, b and c.
typedef struct {
  int m, n, k, lda, ldb, ldc, options;
  union {
    libxsmm_smmfunction f32;
    libxsmm_dmmfunction f64;
  } kernel;
} xsmm_known;

enum { xsmm_known_count = 64 };

static inline xsmm_known *xsmm_place(int m, int n, int k, int ldb, int options) {
  // The model of an executable's own variables: reached without a call.
  static _Thread_local __attribute__((tls_model("initial-exec")))
  xsmm_known known[xsmm_known_count];
  const unsigned mixed = (unsigned)m * 0x9e3779b1u ^ (unsigned)n * 0x85ebca6bu ^
                         (unsigned)k * 0xc2b2ae35u ^ (unsigned)ldb * 0x165667b1u ^
                         (unsigned)options * 0x27d4eb2fu;
  return &known[(mixed >> 16 ^ mixed >> 6) % xsmm_known_count];
}

static inline int xsmm_is(
    const xsmm_known *at, int m, int n, int k, int lda, int ldb, int ldc, int options) {
  return at->m == m && at->n == n && at->k == k && at->lda == lda && at->ldb == ldb && at->ldc == ldc &&
         at->options == options;
}

// How many equal panels of columns a wide product is cut into: its kernel is 3 to 5 % quicker where
// the columns in hand fit the first cache. Equal, so that one kernel serves them all.
static inline int xsmm_panel_count(int columns) {
  if (columns <= 256 || columns % 16 != 0) return 1;
  for (int panels = columns / 16; panels > 1; panels -= 1)
    if (columns % (panels * 16) == 0 && columns / panels >= 96) return panels;
  return 1;
}

// Returns 0 where there is no kernel for the shape or the processor; then nothing was done.
static inline int xsmm_product_f32(
    const float *a, const float *b, float *c, int m, int n, int k, int lda, int ldb, int ldc,
    int transposed_b, int accumulate) {
  const int options = transposed_b | accumulate << 1 | 4;
  xsmm_known *const at = xsmm_place(m, n, k, ldb, options);
  if (!xsmm_is(at, m, n, k, lda, ldb, ldc, options)) {
    const float alpha = 1, beta = accumulate ? 1 : 0;
    const int flags = transposed_b ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
    const int prefetch = LIBXSMM_PREFETCH_NONE;
    const libxsmm_smmfunction kernel =
        libxsmm_smmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
    if (!kernel) return 0;
    *at = (xsmm_known){m, n, k, lda, ldb, ldc, options, {.f32 = kernel}};
  }
  at->kernel.f32(a, b, c);
  return 1;
}

static inline int xsmm_product_f64(
    const double *a, const double *b, double *c, int m, int n, int k, int lda, int ldb, int ldc,
    int transposed_b, int accumulate) {
  const int options = transposed_b | accumulate << 1 | 8;
  xsmm_known *const at = xsmm_place(m, n, k, ldb, options);
  if (!xsmm_is(at, m, n, k, lda, ldb, ldc, options)) {
    const double alpha = 1, beta = accumulate ? 1 : 0;
    const int flags = transposed_b ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
    const int prefetch = LIBXSMM_PREFETCH_NONE;
    const libxsmm_dmmfunction kernel =
        libxsmm_dmmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
    if (!kernel) return 0;
    *at = (xsmm_known){m, n, k, lda, ldb, ldc, options, {.f64 = kernel}};
  }
  at->kernel.f64(a, b, c);
  return 1;
}
