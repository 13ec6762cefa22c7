#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_both(int ends[2]) {
  if (ends[0] >= 0) close(ends[0]);
  if (ends[1] >= 0) close(ends[1]);
}

// Waits for what the new process tells; the last word counts, for it may fail after its layers.
static struct start_report last_report(int reading) {
  struct start_report report = {confined_at_fork, ECANCELED, 0, 0};
  for (;;) {
    struct start_report next;
    ssize_t count = read(reading, &next, sizeof next);
    if (count < 0 && errno == EINTR) continue;
    // Less than a whole one is not written: it fits into a pipe at once.
    if (count != sizeof next) return report;
    report = next;
  }
}

int confined_start(
    const struct confined_plan *plan, int input, int output, int log,
    struct confined_process *process, int *stage) {
  int start[2] = {-1, -1}, control[2] = {-1, -1}, report[2] = {-1, -1};
  *stage = confined_at_fork;
  if (pipe2(start, O_CLOEXEC) != 0 ||
      (plan->is_kept && (pipe2(control, O_CLOEXEC) != 0 || pipe2(report, O_CLOEXEC) != 0))) {
    int error = errno;
    close_both(start);
    close_both(control);
    close_both(report);
    return error;
  }
  // No handler of this process may run in the new one before it has its own ways with signals.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  int error = errno;
  if (child == 0) {
    if (plan->is_kept) keep_program(plan, input, output, log, start[1], control[0], report[1]);
    run_program(plan, input, output, log, start[1], 0);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(start[1]);
  if (control[0] >= 0) close(control[0]);
  if (report[1] >= 0) close(report[1]);
  start[1] = control[0] = report[1] = -1;
  if (child < 0) {
    close_both(start);
    close_both(control);
    close_both(report);
    return error;
  }
  struct start_report told = last_report(start[0]);
  close(start[0]);
  *stage = told.stage;
  if (told.stage != confined_ok) {
    close_both(control);
    close_both(report);
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return told.error;
  }
  *process =
      (struct confined_process){child, control[1], report[0], told.held, told.landlock};
  return 0;
}

int confined_has_ended(pid_t process) {
  siginfo_t ended = {0};
  return waitid(P_PID, (id_t)process, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         ended.si_pid == process;
}

int confined_finish(pid_t process) {
  int status = 0;
  // Before it is waited for: until then its group's number is nobody else's.
  kill(-process, SIGKILL);
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}
