#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void end_child(pid_t child, void *context) {
  (void)context;
  kill(child, SIGKILL);
}

static void wait_milliseconds(long count) {
  struct timespec time = {0, count * 1000000};
  nanosleep(&time, NULL);
}

// Ends the program's group and, round by round, whoever has become this process's child, which is
// what the orphans of a reaper's descendants become.
// Returns how many there were beside the program; -1 where some are still there after five seconds.
static int end_everything(pid_t program, int *status) {
  int left = 0;
  for (int round = 0; round < 1000; round += 1) {
    kill(-program, SIGKILL);
    each_child(getpid(), end_child, NULL);
    pid_t ended;
    int how;
    while ((ended = waitpid(-1, &how, WNOHANG)) > 0) {
      if (ended == program)
        *status = how;
      else if (WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL)
        left += 1;
    }
    if (ended < 0 && errno == ECHILD) return left;
    wait_milliseconds(round < 20 ? 1 : 5);
  }
  return -1;
}

// Returns once the program has ended or nobody wants it any more.
static void watch(pid_t program, int control, int signals) {
  struct pollfd files[2] = {{control, POLLIN, 0}, {signals, POLLIN, 0}};
  for (;;) {
    if (poll(files, 2, -1) < 0 && errno != EINTR) return;
    if (files[0].revents != 0) return;
    if (files[1].revents == 0) continue;
    struct signalfd_siginfo ignored;
    if (read(signals, &ignored, sizeof ignored) < 0) return;
    // The program itself is not waited for yet: as long as it is not, its group's number is its own.
    siginfo_t ended = {0};
    while (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid != 0) {
      if (ended.si_pid == program) return;
      waitpid(ended.si_pid, NULL, WNOHANG);
      ended.si_pid = 0;
    }
  }
}

_Noreturn void keep_program(
    const struct confined_plan *plan, int input, int output, int log, int start, int control,
    int report) {
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_NAME, "optlab-keeper", 0, 0, 0);
  // All signals are blocked since before the fork: what a program sends up here is not heard.
  pid_t keeper = getpid(), program = fork();
  if (program == 0) run_program(plan, input, output, log, start, keeper);
  if (program < 0) {
    struct start_report failure = {confined_at_fork, errno, 0, 0};
    ssize_t ignored = write(start, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
  }
  // No file of the lab's, and above all no end of the program's pipes.
  int own[2] = {fcntl(control, F_DUPFD, 16), fcntl(report, F_DUPFD, 16)};
  dup2(own[0], 3);
  dup2(own[1], 4);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  int signals = signalfd(-1, &child, SFD_CLOEXEC);
  if (signals != 5) dup2(signals, 5);
  if (close_range(6, ~0U, 0) != 0)
    for (int number = 6; number < 4096; number += 1) close(number);
  for (int number = 0; number < 3; number += 1) close(number);
  watch(program, 3, 5);
  int32_t told[2] = {0, 0};
  told[1] = end_everything(program, &told[0]);
  if (plan->temporary) folder_remove(plan->temporary);
  ssize_t ignored = write(4, told, sizeof told);
  (void)ignored;
  _exit(0);
}
