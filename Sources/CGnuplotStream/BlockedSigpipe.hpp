#ifndef BLOCKED_SIGPIPE_HPP
#define BLOCKED_SIGPIPE_HPP

#include <ctime>
#include <pthread.h>
#include <signal.h>

// Keeps SIGPIPE from this thread for as long as it lives, whatever the process does with it, and
// takes back the one that a write to a closed pipe has raised meanwhile.
class BlockedSigpipe {
public:
  BlockedSigpipe() {
    sigset_t pending;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    sigpending(&pending);
    was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
  }

  ~BlockedSigpipe() {
    const timespec now = {0, 0};
    if (!was_pending) sigtimedwait(&sigpipe, nullptr, &now);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  BlockedSigpipe(const BlockedSigpipe &) = delete;
  BlockedSigpipe &operator=(const BlockedSigpipe &) = delete;

private:
  sigset_t sigpipe, before;
  bool was_pending;
};

#endif
