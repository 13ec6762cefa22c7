#ifndef C_SHIPPED_H
#define C_SHIPPED_H

// The files that ship with the program, inside it, so that it is whole where it is copied to.
typedef struct {
  // The path from the repository's root: `Experiments/adam-vs-sgd.json`.
  const char *path;
  const unsigned char *bytes;
  long count;
} shipped_file;

// The file at a place from 0 on; NULL after the last.
const shipped_file *shipped_file_at(long place);

// The commit that the program was built from, where the build was told one; empty otherwise.
const char *shipped_commit(void);

#endif
