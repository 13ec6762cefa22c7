#ifndef C_NUMERICS_H
#define C_NUMERICS_H

// Swift's squareRoot() keeps an errno branch inside loops on Linux, which then stay scalar.
// These are the same IEEE square roots as one instruction, which the optimizer can vectorize.
static inline float numerics_square_root_f32(float x) { return __builtin_elementwise_sqrt(x); }
static inline double numerics_square_root_f64(double x) { return __builtin_elementwise_sqrt(x); }

#endif
