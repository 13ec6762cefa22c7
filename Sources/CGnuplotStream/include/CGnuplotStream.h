#ifndef C_GNUPLOT_STREAM_H
#define C_GNUPLOT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

// A gnuplot process that is fed through gnuplot-iostream, and whose standard output comes back.
//
// One thread sends and reads, and may be held up as long as gnuplot does not take what it is sent.
// Any thread may ask is_alive and call terminate, which sets the other thread free. Nothing here
// throws, prints or raises SIGPIPE; what fails returns false.
typedef struct GnuplotStream GnuplotStream;

// What gnuplot_stream_read returns where it read nothing.
enum { GNUPLOT_STREAM_ENDED = 0, GNUPLOT_STREAM_TIMED_OUT = -1 };

// Starts the program at an absolute path as `gnuplot --default-settings`: no shell, no start-up
// files, none of the environment's GNUPLOT_*, errors to /dev/null, a process group of its own.
// Returns null and sets `error_number` where it cannot.
GnuplotStream *_Nullable gnuplot_stream_open(const char *program, int *error_number);

// Sends commands, each ended by a newline.
bool gnuplot_stream_send_commands(GnuplotStream *stream, const char *text);

// Fills the datablock `$name` with `count` rows of x and y, in digits that read back exactly.
bool gnuplot_stream_send_datablock(
    GnuplotStream *stream, const char *name, const double *x, const double *y, size_t count);

bool gnuplot_stream_flush(GnuplotStream *stream);

// Reads what gnuplot has written, at most `capacity` bytes, and returns how many. Waits for the
// first of them at most `milliseconds`, or without an end where that is negative.
ptrdiff_t gnuplot_stream_read(
    GnuplotStream *stream, uint8_t *bytes, size_t capacity, int milliseconds);

int gnuplot_stream_process(const GnuplotStream *stream);

bool gnuplot_stream_is_alive(GnuplotStream *stream);

// Kills gnuplot and the processes it started.
void gnuplot_stream_terminate(GnuplotStream *stream);

// Lets gnuplot go, and kills it where it has not gone after 0.2 s. Calls after the first do
// nothing; the stream can still be asked about, and must still be freed.
void gnuplot_stream_close(GnuplotStream *stream);

void gnuplot_stream_free(GnuplotStream *stream);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
