#include "GnuplotProcess.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

void check(int error) {
  if (error != 0) throw std::system_error(error, std::generic_category());
}

struct Pipe {
  Descriptor reading, writing;

  // No other child of this process inherits either end; the plot would outlive its run in it.
  Pipe() {
    int ends[2];
    check(pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno);
    reading = Descriptor(ends[0]);
    writing = Descriptor(ends[1]);
  }
};

// The environment without what changes gnuplot's behaviour, and with letters of all scripts: the
// x11 terminal's window asks the locale how to read a label.
std::vector<char *> gnuplot_environment() {
  static char locale[] = "LC_ALL=C.UTF-8";
  std::vector<char *> kept = {locale};
  for (char **entry = environ; *entry != nullptr; ++entry) {
    const bool is_left_out =
        std::strncmp(*entry, "GNUPLOT_", 8) == 0 || std::strncmp(*entry, "GNUTERM=", 8) == 0 ||
        std::strncmp(*entry, "LC_ALL=", 7) == 0;
    if (!is_left_out) kept.push_back(*entry);
  }
  kept.push_back(nullptr);
  return kept;
}

struct FileActions {
  posix_spawn_file_actions_t value;

  FileActions(int standard_input, int standard_output) {
    check(posix_spawn_file_actions_init(&value));
    posix_spawn_file_actions_adddup2(&value, standard_input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&value, standard_output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&value, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&value, STDERR_FILENO + 1);
  }
  ~FileActions() { posix_spawn_file_actions_destroy(&value); }
};

// A process group of its own keeps the terminal's Ctrl-C from it; the run ends it in order.
struct Attributes {
  posix_spawnattr_t value;

  Attributes() {
    check(posix_spawnattr_init(&value));
    sigset_t none, sigpipe;
    sigemptyset(&none);
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    posix_spawnattr_setsigmask(&value, &none);
    posix_spawnattr_setsigdefault(&value, &sigpipe);
    posix_spawnattr_setpgroup(&value, 0);
    posix_spawnattr_setflags(
        &value, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Attributes() { posix_spawnattr_destroy(&value); }
};

} // namespace

GnuplotProcess::GnuplotProcess(const char *program) {
  Pipe to_gnuplot, from_gnuplot;
  FileActions actions(to_gnuplot.reading.get(), from_gnuplot.writing.get());
  Attributes attributes;
  char name[] = "gnuplot", settings[] = "--default-settings";
  char *const arguments[] = {name, settings, nullptr};
  std::vector<char *> environment = gnuplot_environment();
  check(posix_spawn(
      &process, program, &actions.value, &attributes.value, arguments, environment.data()));
  input = std::move(to_gnuplot.writing);
  output = std::move(from_gnuplot.reading);
}

GnuplotProcess::~GnuplotProcess() { reap(); }

FILE *GnuplotProcess::take_input() {
  FILE *file = fdopen(input.get(), "w");
  check(file != nullptr ? 0 : errno);
  input.release();
  return file;
}

ptrdiff_t GnuplotProcess::read(uint8_t *bytes, size_t capacity, int limit) {
  const Clock::time_point end = Clock::now() + milliseconds(limit);
  // In slices: a window's helper may hold the pipe open after gnuplot has been killed.
  do {
    pollfd ready = {output.get(), POLLIN, 0};
    if (poll(&ready, 1, limit < 0 ? 50 : std::min(limit, 50)) > 0) {
      return std::max<ptrdiff_t>(::read(output.get(), bytes, capacity), 0);
    }
    if (limit >= 0 && Clock::now() >= end) return -1;
  } while (is_alive());
  return 0;
}

bool GnuplotProcess::is_alive() {
  const std::lock_guard<std::mutex> lock(reaping);
  if (is_reaped) return false;
  siginfo_t state = {};
  return waitid(P_PID, process, &state, WEXITED | WNOHANG | WNOWAIT) == 0 && state.si_pid == 0;
}

void GnuplotProcess::terminate() {
  const std::lock_guard<std::mutex> lock(reaping);
  if (!is_reaped) kill(-process, SIGKILL);
}

void GnuplotProcess::reap() {
  has_ended_within(200);
  terminate();
  has_ended_within(200);
  const std::lock_guard<std::mutex> lock(reaping);
  if (!is_reaped) is_reaped = waitpid(process, nullptr, WNOHANG) != 0;
}

bool GnuplotProcess::has_ended_within(int limit) {
  const Clock::time_point end = Clock::now() + milliseconds(limit);
  while (is_alive()) {
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(milliseconds(2));
  }
  return true;
}
