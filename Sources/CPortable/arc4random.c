// The C++ library of Debian 12 asks for glibc's arc4random, which came with version 2.36; a release runs with
// 2.35 too, and so brings its own. No number of the program's comes from it.
#if defined(OPTLAB_PORTABLE)
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

uint32_t arc4random(void) {
  uint32_t number;
  if (getrandom(&number, sizeof number, 0) != sizeof number) abort();
  return number;
}
#else
// A file of C is not to be empty.
typedef int portable_needs_nothing;
#endif
