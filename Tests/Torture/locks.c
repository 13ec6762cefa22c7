// A library to be loaded in front of the C library (LD_PRELOAD): a file system without locks that hold.
//
//   LOCKS_ERRNO   every lock fails with this error; without it, or 0, each is given to everybody, as
//                 where locks are local to a machine
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/file.h>

static int answer(void) {
  const char *error = getenv("LOCKS_ERRNO");
  if (!error || atoi(error) == 0) return 0;
  errno = atoi(error);
  return -1;
}

int flock(int descriptor, int operation) {
  (void)descriptor;
  (void)operation;
  return answer();
}

// Under both of its names. Whatever the argument is, it is as wide as a pointer or narrower.
#define FCNTL(name)                                                              \
  int name(int descriptor, int command, ...) {                                   \
    static int (*real)(int, int, void *);                                        \
    va_list arguments;                                                           \
    va_start(arguments, command);                                                \
    void *argument = va_arg(arguments, void *);                                  \
    va_end(arguments);                                                           \
    if (command == F_OFD_SETLK || command == F_OFD_SETLKW) return answer();      \
    if (command == F_OFD_GETLK) {                                                \
      ((struct flock *)argument)->l_type = F_UNLCK;                              \
      return answer();                                                           \
    }                                                                            \
    if (!real) real = (int (*)(int, int, void *))dlsym(RTLD_NEXT, #name);        \
    return real(descriptor, command, argument);                                  \
  }

FCNTL(fcntl64)
#undef fcntl
FCNTL(fcntl)
