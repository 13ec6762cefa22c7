#ifndef GNUPLOT_PROCESS_HPP
#define GNUPLOT_PROCESS_HPP

#include "Descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <sys/types.h>

// The process behind a stream: a pipe to its standard input, and one from its standard output.
class GnuplotProcess {
public:
  // Throws std::system_error where the program does not start.
  explicit GnuplotProcess(const char *program);
  ~GnuplotProcess();

  // The writing end, handed over: whoever closes it tells gnuplot to leave.
  FILE *take_input();

  // See gnuplot_stream_read.
  ptrdiff_t read(uint8_t *bytes, size_t capacity, int milliseconds);

  pid_t identifier() const { return process; }
  bool is_alive();
  void terminate();

  // Waits for the process to leave, not for long, then makes it.
  void reap();

private:
  bool has_ended_within(int milliseconds);

  Descriptor input, output;
  pid_t process = -1;
  // A process that is not reaped keeps its number, so a signal cannot meet another one.
  std::mutex reaping;
  bool is_reaped = false;
};

#endif
