#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Noreturn void fail(int start, int stage) {
  struct start_report report = {stage, errno, 0, 0};
  ssize_t ignored = write(start, &report, sizeof report);
  (void)ignored;
  _exit(127);
}

// As after a login: what the lab ignores or blocks is none of the program's business.
static void reset_signals(void) {
  for (int number = 1; number < NSIG; number += 1) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

// Brings the descriptors to their numbers: all out of the way first, for they may be each other's.
// Returns the new number of `start`; -1 where it fails.
static int place_descriptors(int input, int output, int log, int start) {
  int null = open("/dev/null", O_RDONLY);
  int in = fcntl(input, F_DUPFD, 16), out = fcntl(output, F_DUPFD, 16);
  int text = fcntl(log, F_DUPFD, 16), word = fcntl(start, F_DUPFD_CLOEXEC, 16);
  if (null < 0 || in < 0 || out < 0 || text < 0 || word < 0) return -1;
  if (dup2(null, 0) < 0 || dup2(text, 1) < 0 || dup2(text, 2) < 0 || dup2(in, 3) < 0 ||
      dup2(out, 4) < 0 || dup3(word, 5, O_CLOEXEC) < 0)
    return -1;
  if (close_range(6, ~0U, 0) != 0)
    for (int number = 6; number < 4096; number += 1) close(number);
  return 5;
}

static bool apply_limits(const struct confined_plan *plan) {
  for (size_t i = 0; i < plan->limit_count; i += 1) {
    struct rlimit limit, before;
    int resource = plan->limits[i].resource;
    if (getrlimit(resource, &before) != 0) return false;
    limit.rlim_max = plan->limits[i].value;
    // What is less already stays.
    if (before.rlim_max < limit.rlim_max) limit.rlim_max = before.rlim_max;
    limit.rlim_cur = limit.rlim_max;
    // The first second over the limit is a signal that has a name, the next one ends it.
    if (resource == RLIMIT_CPU && limit.rlim_cur > 1) limit.rlim_cur -= 1;
    if (setrlimit(resource, &limit) != 0) return false;
  }
  return true;
}

static bool change_user(const struct confined_plan *plan) {
  return setgroups(0, NULL) == 0 && setresgid(plan->group, plan->group, plan->group) == 0 &&
         setresuid(plan->user, plan->user, plan->user) == 0;
}

_Noreturn void run_program(
    const struct confined_plan *plan, int input, int output, int log, int start, pid_t keeper) {
  struct start_report report = {confined_ok, 0, keeper ? confined_keeper : 0, 0};
  setsid();
  reset_signals();
  int word = place_descriptors(input, output, log, start);
  if (word < 0) fail(start, confined_at_descriptors);
  start = word;
  if (plan->limit_count > 0) {
    if (!apply_limits(plan)) fail(start, confined_at_limits);
    report.held |= confined_limits;
  }
  if (plan->changes_user) {
    if (!change_user(plan)) fail(start, confined_at_user);
    report.held |= confined_user;
  }
  if (plan->drops_capabilities && drop_capabilities()) report.held |= confined_capabilities;
  if (chdir(plan->folder) != 0) fail(start, confined_at_folder);
  if (keeper) {
    // A change of the user takes this away, so it stands behind it.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != keeper) _exit(127);
  }
  // Also the mark by which whoever escapes the keeper is found.
  if (keeper) prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (plan->is_landlocked && apply_landlock(plan, &report.landlock))
    report.held |= confined_landlock;
  // From version 6 on Landlock keeps signals inside; before that the filter does what it can.
  if (plan->is_filtered && apply_filter(report.landlock < 6)) report.held |= confined_filter;
  if (write(start, &report, sizeof report) != sizeof report) _exit(127);
  execve(plan->program, plan->arguments.items, plan->environment.items);
  fail(start, confined_at_program);
}
