// A program that is built for newer processors than the one it runs on would be ended by the system at
// the first instruction that is not there, without a word.
#if defined(__x86_64__) && defined(__AVX2__)
#include <unistd.h>

// Before main, and before all that the compiler may have put there; itself without the instructions that
// it asks for. 69 is what sysexits has for something that is needed and not there.
__attribute__((
    constructor(101), target("no-avx512f,no-avx,no-avx2,no-fma,no-f16c,no-bmi,no-bmi2,no-lzcnt,no-movbe")))
static void end_on_older_processors(void) {
  __builtin_cpu_init();
#if defined(__AVX512F__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return;
#define NEEDED "AVX-512"
#else
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
      __builtin_cpu_supports("bmi2"))
    return;
#define NEEDED "AVX2, FMA and BMI2"
#endif
#if defined(OPTLAB_PORTABLE)
#define ADVICE "it runs on those of 2013 (Intel) or 2015 (AMD) and later\n"
#else
#define ADVICE "remove the folder .build, and ./optlab builds it for this machine\n"
#endif
  static const char text[] =
      "optlab: this program was built for processors with " NEEDED ", and this one lacks them; " ADVICE;
  // Where nobody can be told, the exit code says it.
  if (write(2, text, sizeof text - 1) < 0) _exit(69);
  _exit(69);
}
#endif
