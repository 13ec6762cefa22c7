#define _GNU_SOURCE
#include "CFolders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { deepest = 32 };

static bool is_dots(const char *name) {
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// Opens a folder to be listed, through the folder that it is in; no link is followed.
static DIR *open_folder(int above, const char *name) {
  int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return NULL;
  DIR *list = fdopendir(folder);
  if (!list) close(folder);
  return list;
}

static int copy_bytes(int source, int target, struct folder_copying *copy) {
  char buffer[1 << 16];
  for (;;) {
    ssize_t count = read(source, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return 0;
    copy->bytes += (uint64_t)count;
    if (copy->bytes > copy->most_bytes) return EFBIG;
    for (ssize_t written = 0; written < count;) {
      ssize_t more = write(target, buffer + written, (size_t)(count - written));
      if (more < 0 && errno == EINTR) continue;
      if (more < 0) return errno;
      written += more;
    }
  }
}

// Gives a file to whom it is for; what only the superuser may do is not missed by others.
static void give(int file, const struct folder_copying *copy) {
  if (geteuid() == 0 && fchown(file, copy->user, copy->group) != 0) return;
}

// `source` is open, and a file like any other.
static int copy_file(int source, mode_t mode, int to, const char *name, struct folder_copying *copy) {
  copy->files += 1;
  if (copy->files > copy->most_files) return EMFILE;
  int target = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600 | (mode & 0100));
  if (target < 0) return errno;
  int failure = copy_bytes(source, target, copy);
  give(target, copy);
  close(target);
  return failure;
}

// Whether an open file lies in the folder `root`, a path without links that ends with a slash.
static bool lies_in(int file, const char *root) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count < 0) return false;
  path[count] = 0;
  return strncmp(path, root, strlen(root)) == 0;
}

static int copy_folder(
    int from, const char *name, int to, const char *root, int depth, struct folder_copying *copy);

static int copy_entry(
    int from, const char *name, int to, const char *root, int depth, struct folder_copying *copy) {
  struct stat state;
  if (fstatat(from, name, &state, AT_SYMLINK_NOFOLLOW) != 0) return errno;
  if (S_ISDIR(state.st_mode)) {
    if (depth == deepest) return ELOOP;
    copy->files += 1;
    if (copy->files > copy->most_files) return EMFILE;
    if (mkdirat(to, name, 0700) != 0) return errno;
    int below = openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0) return errno;
    give(below, copy);
    int failure = copy_folder(from, name, below, root, depth + 1, copy);
    close(below);
    return failure;
  }
  // Not to wait for the other end of a pipe, nor to start a device: what it is, is looked at again.
  int source = S_ISREG(state.st_mode) || S_ISLNK(state.st_mode)
                   ? openat(from, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
                   : -1;
  bool is_file = source >= 0 && fstat(source, &state) == 0 && S_ISREG(state.st_mode) &&
                 lies_in(source, root);
  int failure = 0;
  if (is_file)
    failure = copy_file(source, state.st_mode, to, name, copy);
  else
    copy->left_out += 1;
  if (source >= 0) close(source);
  return failure;
}

static int copy_folder(
    int from, const char *name, int to, const char *root, int depth, struct folder_copying *copy) {
  DIR *list = open_folder(from, name);
  if (!list) return errno;
  int failure = 0;
  struct dirent *entry;
  while (failure == 0 && (entry = readdir(list)) != NULL) {
    if (entry->d_name[0] == '.' || strcmp(entry->d_name, "__pycache__") == 0) continue;
    failure = copy_entry(dirfd(list), entry->d_name, to, root, depth, copy);
  }
  closedir(list);
  return failure;
}

int folder_copy(const char *from, const char *to, struct folder_copying *copy) {
  char root[PATH_MAX + 1];
  if (!realpath(from, root)) return errno;
  int target = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (target < 0) return errno;
  give(target, copy);
  char inside[PATH_MAX + 2];
  snprintf(inside, sizeof inside, "%s/", strcmp(root, "/") == 0 ? "" : root);
  int failure = copy_folder(AT_FDCWD, root, target, inside, 0, copy);
  close(target);
  return failure;
}

static uint64_t bytes_in(int above, const char *name, uint64_t most, int depth) {
  if (depth > deepest) return most;
  DIR *list = open_folder(above, name);
  if (!list) return 0;
  uint64_t sum = 0;
  struct dirent *entry;
  while (sum < most && (entry = readdir(list)) != NULL) {
    struct stat state;
    if (is_dots(entry->d_name) ||
        fstatat(dirfd(list), entry->d_name, &state, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    // An empty file takes room, too.
    sum += 512 + (uint64_t)state.st_blocks * 512;
    if (S_ISDIR(state.st_mode)) sum += bytes_in(dirfd(list), entry->d_name, most - sum, depth + 1);
  }
  closedir(list);
  return sum;
}

uint64_t folder_bytes(const char *path, uint64_t most) { return bytes_in(AT_FDCWD, path, most, 0); }

// Removes the files of `name` and lifts its folders into `root`, under numbers for names; then it is
// empty. So no path grows with the depth, and no two files are open for it.
static void empty_into(int root, const char *name, unsigned long *number) {
  fchmodat(root, name, 0700, 0);
  DIR *list = open_folder(root, name);
  if (!list) return;
  struct dirent *entry;
  while ((entry = readdir(list)) != NULL) {
    if (is_dots(entry->d_name)) continue;
    if (unlinkat(dirfd(list), entry->d_name, 0) == 0) continue;
    char lifted[32];
    do {
      *number += 1;
      snprintf(lifted, sizeof lifted, ".%lu", *number);
    } while (faccessat(root, lifted, F_OK, AT_SYMLINK_NOFOLLOW) == 0);
    // A folder that may not be written cannot be moved: its own entry for `..` would change.
    fchmodat(dirfd(list), entry->d_name, 0700, 0);
    renameat(dirfd(list), entry->d_name, root, lifted);
  }
  closedir(list);
}

int folder_remove(const char *path) {
  chmod(path, 0700);
  unsigned long number = 0;
  // Each round takes one level away; where nothing changes any more, it is not to be had.
  for (int round = 0; round < 1 << 20; round += 1) {
    DIR *list = open_folder(AT_FDCWD, path);
    if (!list) return errno == ENOENT ? 0 : errno;
    bool is_empty = true, has_changed = false;
    struct dirent *entry;
    while ((entry = readdir(list)) != NULL) {
      if (is_dots(entry->d_name)) continue;
      is_empty = false;
      unsigned long before = number;
      if (unlinkat(dirfd(list), entry->d_name, 0) == 0) {
        has_changed = true;
        continue;
      }
      empty_into(dirfd(list), entry->d_name, &number);
      if (unlinkat(dirfd(list), entry->d_name, AT_REMOVEDIR) == 0 || number > before)
        has_changed = true;
    }
    closedir(list);
    if (is_empty) return rmdir(path) == 0 || errno == ENOENT ? 0 : errno;
    if (!has_changed) break;
  }
  return ENOTEMPTY;
}
