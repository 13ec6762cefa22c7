// A library to be loaded in front of the C library (LD_PRELOAD): a file system without locks that hold.
//
//   LOCKS_ERRNO   every lock fails with this error; without it, or 0, each is given to everybody, as
//                 where locks are local to a machine
#include <errno.h>
#include <stdlib.h>
#include <sys/file.h>

int flock(int descriptor, int operation) {
  (void)descriptor;
  (void)operation;
  const char *error = getenv("LOCKS_ERRNO");
  if (!error || atoi(error) == 0) return 0;
  errno = atoi(error);
  return -1;
}
