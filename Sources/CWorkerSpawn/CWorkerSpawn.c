#define _GNU_SOURCE
#include "CWorkerSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int worker_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}

// The environment with one variable replaced; the array is the caller's to free, not its texts.
static char **environment_without_backtraces(void) {
  static char setting[] = "SWIFT_BACKTRACE=enable=no";
  size_t count = 0;
  while (environ[count]) count += 1;
  char **copy = malloc((count + 2) * sizeof *copy);
  if (!copy) return NULL;
  size_t kept = 0;
  for (size_t i = 0; i < count; i += 1)
    if (strncmp(environ[i], "SWIFT_BACKTRACE=", 16) != 0) copy[kept++] = environ[i];
  copy[kept++] = setting;
  copy[kept] = NULL;
  return copy;
}

int worker_spawn(
    const char *program, const char *name, const char *subcommand, int input, int output, int error,
    pid_t *process) {
  char **environment = environment_without_backtraces();
  if (!environment) return ENOMEM;
  char *arguments[] = {(char *)name, (char *)subcommand, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGINT);
  sigaddset(&blocked, SIGTERM);
  sigaddset(&blocked, SIGHUP);
  sigaddset(&blocked, SIGQUIT);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, error, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &blocked);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  int failure = posix_spawn(process, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  free(environment);
  return failure;
}

static void give(posix_spawn_file_actions_t *actions, int file, int number) {
  if (file < 0)
    posix_spawn_file_actions_addopen(actions, number, "/dev/null", O_WRONLY, 0);
  else
    posix_spawn_file_actions_adddup2(actions, file, number);
}

int child_spawn(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    int output, int error, int unblocks, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  give(&actions, output, 1);
  give(&actions, error, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (folder) posix_spawn_file_actions_addchdir_np(&actions, folder);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETPGROUP | (unblocks ? POSIX_SPAWN_SETSIGMASK : 0));
  int failure = posix_spawn(process, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

static int reap(pid_t process, int options, int *status) {
  pid_t ended;
  while ((ended = waitpid(process, status, options)) < 0 && errno == EINTR) {
  }
  return ended < 0 ? -1 : ended > 0;
}

static long long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int child_wait(pid_t process, int milliseconds, int *status) {
  if (milliseconds < 0) return reap(process, 0, status);
  long long end = milliseconds_now() + milliseconds;
  // A descriptor that can be read when the process is over; a kernel before 5.3 has none.
  int file = (int)syscall(SYS_pidfd_open, process, 0);
  int is_over;
  while ((is_over = reap(process, WNOHANG, status)) == 0) {
    long long left = end - milliseconds_now();
    if (left <= 0) break;
    struct pollfd watched = {.fd = file, .events = POLLIN};
    poll(&watched, file < 0 ? 0 : 1, file < 0 && left > 5 ? 5 : (int)left);
  }
  if (file >= 0) close(file);
  return is_over;
}
