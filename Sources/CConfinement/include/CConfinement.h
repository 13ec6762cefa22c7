#ifndef C_CONFINEMENT_H
#define C_CONFINEMENT_H

#include "CFolders.h"

#include <stdint.h>
#include <sys/types.h>

// Starts a program of somebody else's, in a session of its own, with two pipes as its descriptors 3
// and 4, and, where it is asked for, kept from what it has no business with.
//
// A plan says how; it is made and filled in first, because between fork and exec nothing may be
// allocated.

struct confined_plan;

// `program` is the file to run; `folder` where it starts. NULL where there is no memory.
struct confined_plan *confined_plan_make(const char *program, const char *folder);
void confined_plan_free(struct confined_plan *plan);

// Each returns 0, or the error's number. The first argument is the program's name.
int confined_plan_argument(struct confined_plan *plan, const char *text);
int confined_plan_environment(struct confined_plan *plan, const char *text);

// With a keeper: a process between this one and the program, the reaper of all its descendants. It
// ends them when the program ends, when `control` is closed, and when this process is gone.
void confined_plan_keep(struct confined_plan *plan);

// The keeper removes this folder at the end, whoever is left then to do it.
int confined_plan_remove(struct confined_plan *plan, const char *path);

// Of the system's limits those that a program may be given.
enum {
  confined_addresses = 0,
  confined_seconds,
  confined_file_size,
  confined_core_size,
  confined_open_files,
  confined_threads_of_user,
  confined_message_bytes,
  confined_limit_count
};

// One of them, for the program and all that it starts.
int confined_plan_limit(struct confined_plan *plan, int resource, uint64_t value);

// Takes away the rights of the superuser, where there are any.
void confined_plan_drop_capabilities(struct confined_plan *plan);

// Runs the program as somebody else, which needs the superuser.
void confined_plan_user(struct confined_plan *plan, uid_t user, gid_t group);

// Landlock: nothing but these may be read (and run), or written; one call of either turns it on. What
// is not there is passed over.
int confined_plan_may_read(struct confined_plan *plan, const char *path);
int confined_plan_may_write(struct confined_plan *plan, const char *path);

// A filter of system calls: no sockets, no session or group of its own, nobody else's memory.
void confined_plan_filter(struct confined_plan *plan);

// What held, of a program that was started.
enum {
  confined_limits = 1,
  confined_keeper = 2,
  confined_capabilities = 4,
  confined_user = 8,
  confined_landlock = 16,
  confined_filter = 32
};

// What failed, of one that was not.
enum {
  confined_ok = 0,
  confined_at_fork = 1,
  confined_at_folder = 2,
  confined_at_limits = 3,
  confined_at_user = 4,
  confined_at_descriptors = 5,
  confined_at_program = 6
};

struct confined_process {
  // The program's, or its keeper's.
  pid_t identifier;
  // Closing it ends everything; -1 without a keeper.
  int control;
  // Where the keeper writes two numbers once all is over; -1 without one.
  int report;
  // What held, and Landlock's version in the kernel.
  uint32_t held;
  int32_t landlock;
};

// Starts it, with `input` as its descriptor 3, `output` as 4, `log` as its standard output and error
// and no other files, and waits until it runs.
// Returns 0, or the error's number; `stage` is what failed.
int confined_start(
    const struct confined_plan *plan, int input, int output, int log,
    struct confined_process *process, int *stage);

// Whether a program without a keeper has ended; it is not waited for.
int confined_has_ended(pid_t process);

// Ends it and its group, where they have not ended yet, and waits for it. Returns how it ended, as
// `waitpid` tells; -1 where nobody can tell.
int confined_finish(pid_t process);

// The version of Landlock that the kernel has; 0 where it has none.
int confined_landlock_version(void);

// From now on processes whose parents have ended are this one's, and nobody of its user reads its
// memory.
void confined_guard_this_process(void);

// Whether this process may be read by others of its user: as before the call above.
int confined_is_guarded(void);

// Ends the children of this process that carry the mark of a confined program, which no process can
// take off: those whose keeper was killed. Returns how many there were.
int confined_end_strays(void);

#endif
