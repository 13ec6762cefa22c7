#ifndef C_SANITIZER_H
#define C_SANITIZER_H

#include <stdbool.h>

// Whether this is built with the thread or the address sanitizer: many times slower, with memory
// functions of its own, and an address space of terabytes.
bool a_sanitizer_is_on(void);

#endif
