#include <string.h>

#include "CNumerics.h"

#if defined(__x86_64__)
#include <cpuid.h>

// Three questions are answered with sixteen letters each.
int numerics_processor_name(char name[49]) {
  unsigned int parts[12];
  for (unsigned int i = 0; i < 3; i += 1)
    if (!__get_cpuid(
            0x80000002 + i, &parts[4 * i], &parts[4 * i + 1], &parts[4 * i + 2], &parts[4 * i + 3]))
      return 0;
  memcpy(name, parts, 48);
  name[48] = 0;
  return 1;
}
#else
int numerics_processor_name(char name[49]) {
  name[0] = 0;
  return 0;
}
#endif
