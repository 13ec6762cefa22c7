#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

// How often the calling thread has asked for memory, by malloc and its kin. The functions of the C
// library are replaced for the whole process by ones that count and then call them; not under a
// sanitizer, which replaces them itself.
long allocation_count(void);

#endif
