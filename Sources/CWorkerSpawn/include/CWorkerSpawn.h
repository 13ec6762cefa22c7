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

#endif
