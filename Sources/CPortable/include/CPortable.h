#ifndef C_PORTABLE_H
#define C_PORTABLE_H
// Nothing is called by name: see arc4random.c.
#endif
