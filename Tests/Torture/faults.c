// A library to be loaded in front of the C library (LD_PRELOAD), which makes calls fail.
//
//   FAULT_UNDER   only calls on files below this folder count
//   FAULT_CALL    open, write, fsync, close, rename or mkdir
//   FAULT_AT      which of these calls of a process fails, from 1
//   FAULT_ERRNO   with which error
//   FAULT_LOG     a file that is made when it happens, with what happened; once it is there, no
//                 process fails any more
//   FAULT_NO_FOLDER_FLUSH  set: fsync of a folder does nothing and says it did
//   FAULT_TRACE   a file that gets a line for each write, fsync and rename on such files that was done,
//                 and for each write to a pipe: process, call, path
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls;

static int is_below(const char *path) {
  const char *folder = getenv("FAULT_UNDER");
  if (!folder || !path) return 0;
  char whole[PATH_MAX];
  if (path[0] != '/') {
    if (!getcwd(whole, sizeof whole)) return 0;
    size_t length = strlen(whole);
    snprintf(whole + length, sizeof whole - length, "/%s", path);
    path = whole;
  }
  return strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int descriptor, char *buffer, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = syscall(SYS_readlink, link, buffer, size - 1);
  if (length < 0) return NULL;
  buffer[length] = 0;
  return buffer;
}

// Whether this call is the one to fail; then errno says why.
static int fails(const char *call, const char *path) {
  const char *wanted = getenv("FAULT_CALL");
  if (!wanted || strcmp(wanted, call) != 0 || !is_below(path)) return 0;
  const char *at = getenv("FAULT_AT");
  if (atomic_fetch_add(&calls, 1) + 1 != (at ? atoi(at) : 1)) return 0;
  const char *log = getenv("FAULT_LOG");
  if (log) {
    int made = syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_EXCL | O_WRONLY, 0666);
    if (made < 0) return 0;
    syscall(SYS_write, made, call, strlen(call));
    syscall(SYS_write, made, " ", 1);
    syscall(SYS_write, made, path, strlen(path));
    syscall(SYS_close, made);
  }
  const char *error = getenv("FAULT_ERRNO");
  errno = error ? atoi(error) : EIO;
  return 1;
}

// Notes a call that was done.
static void trace(const char *call, const char *path) {
  const char *log = getenv("FAULT_TRACE");
  if (!log || !path || !(is_below(path) || strncmp(path, "pipe:", 5) == 0)) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%d %s %s\n", (int)getpid(), call, path);
  int file = syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_APPEND | O_WRONLY, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int open_as(const char *path, int flags, mode_t mode) {
  if (fails("open", path)) return -1;
  return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_as(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_as(path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  char path[PATH_MAX];
  const char *name = path_of(descriptor, path, sizeof path);
  if (fails("write", name)) return -1;
  trace("write", name);
  return syscall(SYS_write, descriptor, bytes, count);
}

int fsync(int descriptor) {
  char path[PATH_MAX];
  const char *name = path_of(descriptor, path, sizeof path);
  if (fails("fsync", name)) return -1;
  struct stat status;
  if (getenv("FAULT_NO_FOLDER_FLUSH") && fstat(descriptor, &status) == 0 &&
      S_ISDIR(status.st_mode))
    return 0;
  trace("fsync", name);
  return syscall(SYS_fsync, descriptor);
}

int close(int descriptor) {
  char path[PATH_MAX];
  if (fails("close", path_of(descriptor, path, sizeof path))) {
    int error = errno;
    syscall(SYS_close, descriptor);
    errno = error;
    return -1;
  }
  return syscall(SYS_close, descriptor);
}

int rename(const char *from, const char *to) {
  if (fails("rename", to)) return -1;
  trace("rename", to);
  return NEXT(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
  if (fails("mkdir", path)) return -1;
  return NEXT(mkdir)(path, mode);
}
