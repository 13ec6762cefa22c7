#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int add(struct texts *texts, const char *text) {
  char **items = realloc(texts->items, (texts->count + 2) * sizeof *items);
  if (!items) return ENOMEM;
  texts->items = items;
  items[texts->count] = strdup(text);
  if (!items[texts->count]) return ENOMEM;
  texts->count += 1;
  items[texts->count] = NULL;
  return 0;
}

static void free_texts(struct texts *texts) {
  for (size_t i = 0; i < texts->count; i += 1) free(texts->items[i]);
  free(texts->items);
}

struct confined_plan *confined_plan_make(const char *program, const char *folder) {
  struct confined_plan *plan = calloc(1, sizeof *plan);
  if (!plan) return NULL;
  plan->program = strdup(program);
  plan->folder = strdup(folder);
  if (plan->program && plan->folder) return plan;
  confined_plan_free(plan);
  return NULL;
}

void confined_plan_free(struct confined_plan *plan) {
  if (!plan) return;
  free(plan->program);
  free(plan->folder);
  free(plan->temporary);
  free_texts(&plan->arguments);
  free_texts(&plan->environment);
  free_texts(&plan->readable);
  free_texts(&plan->writable);
  free(plan);
}

int confined_plan_argument(struct confined_plan *plan, const char *text) {
  return add(&plan->arguments, text);
}

int confined_plan_environment(struct confined_plan *plan, const char *text) {
  return add(&plan->environment, text);
}

void confined_plan_keep(struct confined_plan *plan) { plan->is_kept = true; }

int confined_plan_remove(struct confined_plan *plan, const char *path) {
  free(plan->temporary);
  plan->temporary = strdup(path);
  return plan->temporary ? 0 : ENOMEM;
}

// In the order of the header's names.
static const int resources[confined_limit_count] = {
    RLIMIT_AS, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_MSGQUEUE,
};

int confined_plan_limit(struct confined_plan *plan, int resource, uint64_t value) {
  if (resource < 0 || resource >= confined_limit_count) return EINVAL;
  if (plan->limit_count == sizeof plan->limits / sizeof *plan->limits) return ENOMEM;
  plan->limits[plan->limit_count] = (struct limit){resources[resource], value};
  plan->limit_count += 1;
  return 0;
}

void confined_plan_drop_capabilities(struct confined_plan *plan) {
  plan->drops_capabilities = true;
}

void confined_plan_user(struct confined_plan *plan, uid_t user, gid_t group) {
  plan->changes_user = true;
  plan->user = user;
  plan->group = group;
}

int confined_plan_may_read(struct confined_plan *plan, const char *path) {
  plan->is_landlocked = true;
  return add(&plan->readable, path);
}

int confined_plan_may_write(struct confined_plan *plan, const char *path) {
  plan->is_landlocked = true;
  return add(&plan->writable, path);
}

void confined_plan_filter(struct confined_plan *plan) { plan->is_filtered = true; }
