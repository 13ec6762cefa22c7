#ifndef DESCRIPTOR_HPP
#define DESCRIPTOR_HPP

#include <unistd.h>
#include <utility>

// A file descriptor that is closed with its owner; -1 is none.
class Descriptor {
public:
  explicit Descriptor(int number = -1) : number(number) {}
  Descriptor(Descriptor &&other) : number(other.release()) {}
  Descriptor &operator=(Descriptor &&other) {
    std::swap(number, other.number);
    return *this;
  }
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }

  int get() const { return number; }
  int release() { return std::exchange(number, -1); }

private:
  int number;
};

#endif
