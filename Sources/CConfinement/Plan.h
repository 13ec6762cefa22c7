#ifndef CONFINEMENT_PLAN_H
#define CONFINEMENT_PLAN_H

#include "CConfinement.h"

#include <stdbool.h>
#include <stddef.h>

// A growing list of texts with NULL behind the last.
struct texts {
  char **items;
  size_t count;
};

struct limit {
  int resource;
  uint64_t value;
};

struct confined_plan {
  char *program;
  char *folder;
  // NULL where the keeper has no folder to remove.
  char *temporary;
  struct texts arguments, environment, readable, writable;
  struct limit limits[16];
  size_t limit_count;
  bool is_kept, drops_capabilities, changes_user, is_filtered, is_landlocked;
  uid_t user;
  gid_t group;
};

// What the program's process tells before it becomes the program.
struct start_report {
  int32_t stage;
  int32_t error;
  uint32_t held;
  int32_t landlock;
};

// In the new process: all layers, then the program. Ends the process where that fails. `keeper` is
// the process that it must not survive; 0 where there is none.
_Noreturn void run_program(
    const struct confined_plan *plan, int input, int output, int log, int start, pid_t keeper);

// In the new process: starts the program, watches it, ends what it leaves.
_Noreturn void keep_program(
    const struct confined_plan *plan, int input, int output, int log, int start, int control,
    int report);

// Each returns whether it holds now.
bool apply_landlock(const struct confined_plan *plan, int *version);
bool apply_filter(bool denies_signals);
bool drop_capabilities(void);

// Calls `visit` with each process of the system whose parent is `parent`; it must allocate nothing.
void each_child(pid_t parent, void (*visit)(pid_t child, void *context), void *context);

#endif
