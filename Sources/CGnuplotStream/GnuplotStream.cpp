#include "CGnuplotStream.h"

#include "BlockedSigpipe.hpp"
#include "GnuplotProcess.hpp"

#include <fcntl.h>
#include <gnuplot-iostream.h>
#include <memory>
#include <system_error>

struct GnuplotStream {
  explicit GnuplotStream(const char *program) : process(program) {
    FILE *input = process.take_input();
    descriptor = fileno(input);
    commands = std::make_unique<Gnuplot>(input);
  }
  ~GnuplotStream() { close(); }

  // What gnuplot has not taken by now is dropped: the library flushes before it closes, and would
  // wait for a gnuplot that hangs.
  void close() {
    if (commands) fcntl(descriptor, F_SETFL, O_NONBLOCK);
    commands.reset();
    process.reap();
  }

  GnuplotProcess process;
  int descriptor = -1;
  std::unique_ptr<Gnuplot> commands;
};

namespace {

// Runs `send` on an open stream; whether gnuplot still takes what it is sent.
template <typename Send> bool sends(GnuplotStream *stream, Send send) noexcept {
  const BlockedSigpipe blocked;
  try {
    if (!stream->commands) return false;
    send(*stream->commands);
    return stream->commands->good();
  } catch (...) {
    return false;
  }
}

} // namespace

GnuplotStream *gnuplot_stream_open(const char *program, int *error_number) {
  try {
    return new GnuplotStream(program);
  } catch (const std::system_error &error) {
    *error_number = error.code().value();
  } catch (...) {
    *error_number = ENOMEM;
  }
  return nullptr;
}

bool gnuplot_stream_send_commands(GnuplotStream *stream, const char *text) {
  return sends(stream, [=](Gnuplot &gnuplot) { gnuplot << text; });
}

bool gnuplot_stream_send_datablock(
    GnuplotStream *stream, const char *name, const double *x, const double *y, size_t count) {
  return sends(stream, [=](Gnuplot &gnuplot) {
    // send1d ends its rows with a line "e", which is therefore the datablock's end mark.
    gnuplot << "$" << name << " << e\n";
    gnuplot.send1d(
        std::make_pair(std::vector<double>(x, x + count), std::vector<double>(y, y + count)));
  });
}

bool gnuplot_stream_flush(GnuplotStream *stream) {
  return sends(stream, [](Gnuplot &gnuplot) { gnuplot << std::flush; });
}

ptrdiff_t gnuplot_stream_read(
    GnuplotStream *stream, uint8_t *bytes, size_t capacity, int milliseconds) {
  return stream->process.read(bytes, capacity, milliseconds);
}

int gnuplot_stream_process(const GnuplotStream *stream) { return stream->process.identifier(); }

bool gnuplot_stream_is_alive(GnuplotStream *stream) { return stream->process.is_alive(); }

void gnuplot_stream_terminate(GnuplotStream *stream) { stream->process.terminate(); }

void gnuplot_stream_close(GnuplotStream *stream) {
  const BlockedSigpipe blocked;
  try {
    stream->close();
  } catch (...) {
    stream->process.terminate();
  }
}

void gnuplot_stream_free(GnuplotStream *stream) {
  gnuplot_stream_close(stream);
  delete stream;
}
