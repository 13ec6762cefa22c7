#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// An entry of a folder as the kernel writes it.
struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

// Reads the start of `/proc/PROCESS/NAME` and puts a 0 behind it. Returns whether there is any.
static bool read_about(const char *process, const char *name, char *text, size_t size) {
  char path[64] = "/proc/";
  strncat(path, process, 20);
  strncat(path, "/", 2);
  strncat(path, name, 20);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t count = read(file, text, size - 1);
  close(file);
  if (count <= 0) return false;
  text[count] = 0;
  return true;
}

// The parent is the second word behind the name, which stands in parentheses and may hold any.
static pid_t parent_of(const char *process) {
  char text[512];
  if (!read_about(process, "stat", text, sizeof text)) return -1;
  const char *name_end = strrchr(text, ')');
  if (!name_end || strlen(name_end) < 5) return -1;
  return (pid_t)atoi(name_end + 4);
}

void each_child(pid_t parent, void (*visit)(pid_t child, void *context), void *context) {
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  _Alignas(struct entry) char buffer[8192];
  long count;
  while ((count = syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < count;) {
      const struct entry *entry = (const struct entry *)(buffer + at);
      at += entry->length;
      if (entry->name[0] < '1' || entry->name[0] > '9') continue;
      if (parent_of(entry->name) == parent) visit((pid_t)atoi(entry->name), context);
    }
  }
  close(folder);
}

void confined_guard_this_process(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int confined_is_guarded(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0; }

// Filters and the promise to gain no rights are handed on to all descendants, and never given up.
static int mark_of(const char *process) {
  char text[4096];
  if (!read_about(process, "status", text, sizeof text)) return 0;
  const char *promise = strstr(text, "\nNoNewPrivs:\t"), *filters = strstr(text, "\nSeccomp_filters:\t");
  return (promise ? atoi(promise + 13) : 0) + (filters ? atoi(filters + 18) : 0);
}

struct strays {
  int own_mark;
  int count;
};

static void end_stray(pid_t child, void *context) {
  struct strays *strays = context;
  char name[16];
  snprintf(name, sizeof name, "%d", child);
  if (mark_of(name) <= strays->own_mark) return;
  kill(child, SIGKILL);
  int status;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  strays->count += 1;
}

int confined_end_strays(void) {
  struct strays strays = {mark_of("self"), 0};
  int before;
  // Those whose parents were ended come in the next round.
  do {
    before = strays.count;
    each_child(getpid(), end_stray, &strays);
  } while (strays.count > before && strays.count < 100000);
  return strays.count;
}
