#ifndef C_CONFINEMENT_FOLDERS_H
#define C_CONFINEMENT_FOLDERS_H

#include <stdint.h>
#include <sys/types.h>

// Folders that somebody else has filled: no name, link, depth or right in them is trusted.

struct folder_copying {
  // How much may be copied.
  uint64_t most_files, most_bytes;
  // Who owns the copy, where this process may decide that.
  uid_t user;
  gid_t group;
  // How much was copied; how many entries were left out, because they are neither files nor folders,
  // or links that lead out.
  uint64_t files, bytes, left_out;
};

// Copies the files and folders in `from` into `to`, which is there. What is hidden, and Python's
// caches, are no part of it; a link to a file inside is copied as that file.
// Returns 0, or the error's number: EFBIG for too many bytes, EMFILE for too many files, ELOOP for
// folders inside folders without an end.
int folder_copy(const char *from, const char *to, struct folder_copying *copy);

// How much room what lies in a folder takes on the disk; `most` or more where it is too much or too deep
// to be counted.
uint64_t folder_bytes(const char *path, uint64_t most);

// Removes a folder and all in it, however deep and whatever rights it has. Returns 0, or the error's
// number.
int folder_remove(const char *path);

#endif
