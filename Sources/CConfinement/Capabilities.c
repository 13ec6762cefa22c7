#define _GNU_SOURCE
#include "Plan.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

bool drop_capabilities(void) {
  // The call fails for the first number that the kernel does not know, and for who has no rights to
  // lose; what counts is that none are left at the end.
  for (int number = 0; number < 64; number += 1)
    if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0) != 0) break;
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
  return syscall(SYS_capset, &header, data) == 0;
}
