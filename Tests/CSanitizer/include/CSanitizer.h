#ifndef C_SANITIZER_H
#define C_SANITIZER_H

#include <stdbool.h>

// Whether this is built with the thread or the address sanitizer: with memory functions of its own,
// and an address space of terabytes.
bool a_sanitizer_is_on(void);

// Whether it is the thread sanitizer, with which a step takes a hundred times as long.
bool the_thread_sanitizer_is_on(void);

#endif
