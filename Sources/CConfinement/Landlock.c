#define _GNU_SOURCE
#include "Plan.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's structures and numbers in full: the system's headers may be older than its kernel.
struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

enum {
  call_create_ruleset = 444,
  call_add_rule = 445,
  call_restrict_self = 446,
  rule_path_beneath = 1,
  asks_for_version = 1
};

static const uint64_t execute = 1 << 0, write_file = 1 << 1, read_file = 1 << 2, read_dir = 1 << 3,
                      make_device = 1 << 6 | 1 << 11, refer = 1 << 13, truncate_file = 1 << 14,
                      device_control = 1 << 15;

int confined_landlock_version(void) {
  long version = syscall(call_create_ruleset, NULL, 0, asks_for_version);
  return version > 0 ? (int)version : 0;
}

static bool allow(int ruleset, const char *path, uint64_t rights) {
  int file = open(path, O_PATH | O_CLOEXEC);
  // What is not there is not needed, or will be missed with a reason.
  if (file < 0) return true;
  struct stat state;
  if (fstat(file, &state) == 0 && !S_ISDIR(state.st_mode))
    rights &= execute | write_file | read_file | truncate_file | device_control;
  struct path_rule rule = {rights, file};
  bool is_added = syscall(call_add_rule, ruleset, rule_path_beneath, &rule, 0) == 0;
  close(file);
  return is_added;
}

bool apply_landlock(const struct confined_plan *plan, int *version) {
  *version = confined_landlock_version();
  if (*version < 1) return false;
  uint64_t files = (1 << 13) - 1;
  if (*version >= 2) files |= refer;
  if (*version >= 3) files |= truncate_file;
  if (*version >= 5) files |= device_control;
  // From version 4 on TCP, bound and connected; from 6 on abstract sockets and signals.
  struct ruleset rules = {files, *version >= 4 ? 3 : 0, *version >= 6 ? 3 : 0};
  size_t size = *version >= 6 ? 24 : *version >= 4 ? 16 : 8;
  int ruleset = (int)syscall(call_create_ruleset, &rules, size, 0);
  if (ruleset < 0) return false;
  bool holds = true;
  for (size_t i = 0; i < plan->readable.count; i += 1)
    holds = holds && allow(ruleset, plan->readable.items[i], execute | read_file | read_dir);
  for (size_t i = 0; i < plan->writable.count; i += 1)
    holds = holds && allow(ruleset, plan->writable.items[i], files & ~make_device);
  holds = holds && syscall(call_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return holds;
}
