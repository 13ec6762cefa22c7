#ifndef C_WORKER_SPAWN_H
#define C_WORKER_SPAWN_H

#include <sys/types.h>

// What Swift's view of the C library lacks of starting processes.

// Makes a pipe that no started process inherits. Returns 0, or the error's number.
int worker_pipe(int *reading, int *writing);

// Starts `program` as `name subcommand`, with the three files as its standard input, output and
// error and no others, and the environment of this process, but that a crash prints no backtrace.
// SIGINT, SIGTERM and SIGHUP are blocked from its first moment, and no other signal: the starter
// decides when to stop. Returns 0, or the error's number.
int worker_spawn(
    const char *program, const char *name, const char *subcommand, int input, int output, int error,
    pid_t *process);

// Starts `program` with the arguments, the first of which is its name, and the environment, both ended by
// NULL; in `folder`, or in the current one where that is NULL; in a process group of its own, without
// input, with the two files as its standard output and error (below 0: none) and no others. The signals
// that this thread blocks are blocked in it too, unless `unblocks`. Returns 0, or the error's number.
int child_spawn(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    int output, int error, int unblocks, pid_t *process);

// Waits for the end of a process, for so many milliseconds, or for ever below 0. Returns 1 and its status
// as `waitpid` has it where it ended, 0 where it did not, and below 0 where it is nobody's to wait for.
int child_wait(pid_t process, int milliseconds, int *status);

#endif
