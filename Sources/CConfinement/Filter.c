#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
static const uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static const uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
static const uint32_t architecture = 0;
#endif

// Calls of which no rule and no learner has any need. `socketpair` stays: it reaches nobody else.
static const int denied_calls[] = {
    SYS_socket,   SYS_ptrace,           SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_setsid,   SYS_setpgid,          SYS_unshare,          SYS_setns,
    SYS_mount,    SYS_umount2,          SYS_pivot_root,       SYS_bpf,
    SYS_keyctl,   SYS_perf_event_open,  SYS_add_key,          SYS_request_key,
    425 /* io_uring_setup */,           SYS_userfaultfd,      438 /* pidfd_getfd */,
    SYS_setpriority,
};

enum { call_count = sizeof denied_calls / sizeof *denied_calls };

#define LOAD(field) \
  (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF_EQUAL(value, then, otherwise) \
  (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), then, otherwise)
#define ANSWER(value) (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value)

static const uint32_t deny = SECCOMP_RET_ERRNO | EPERM;

// The call `number` only where its first argument, a process, is `self`, none, or the own group.
static size_t add_signal_rule(struct sock_filter *at, int number, pid_t self) {
  at[0] = IF_EQUAL(number, 0, 6);
  at[1] = LOAD(args[0]);
  at[2] = IF_EQUAL(0, 3, 0);
  at[3] = IF_EQUAL(self, 2, 0);
  at[4] = IF_EQUAL(-self, 1, 0);
  at[5] = ANSWER(deny);
  at[6] = ANSWER(SECCOMP_RET_ALLOW);
  return 7;
}

bool apply_filter(bool denies_signals) {
  if (architecture == 0) return false;
  struct sock_filter code[2 * call_count + 64];
  size_t count = 0;
  code[count++] = LOAD(arch);
  code[count++] = IF_EQUAL(architecture, 1, 0);
  code[count++] = ANSWER(SECCOMP_RET_KILL_PROCESS);
  code[count++] = LOAD(nr);
#if defined(__x86_64__)
  // The calls of the x32 interface would go round the numbers above.
  code[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1);
  code[count++] = ANSWER(deny);
#endif
  for (size_t i = 0; i < call_count; i += 1) {
    code[count++] = IF_EQUAL(denied_calls[i], 0, 1);
    code[count++] = ANSWER(deny);
  }
  // The limits of others, and the lab is one of them.
  code[count++] = IF_EQUAL(SYS_prlimit64, 0, 4);
  code[count++] = LOAD(args[0]);
  code[count++] = IF_EQUAL(0, 1, 0);
  code[count++] = ANSWER(deny);
  code[count++] = ANSWER(SECCOMP_RET_ALLOW);
  if (denies_signals) {
    static const int calls[] = {SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo};
    pid_t self = getpid();
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i += 1)
      count += add_signal_rule(code + count, calls[i], self);
    code[count++] = IF_EQUAL(424 /* pidfd_send_signal */, 0, 1);
    code[count++] = ANSWER(deny);
  }
  code[count++] = ANSWER(SECCOMP_RET_ALLOW);
  struct sock_fprog program = {(unsigned short)count, code};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
