/* An optimizer of one's own in C, trained by optlab.

     #include "optlab.h"

     static void momentum(optlab_step *step) {
       double mu = optlab_setting(step, "mu", 0.9);
       optlab_real *v = optlab_state(step, "v");
       for (size_t i = 0; i < step->count; i += 1) {
         v[i] = mu * v[i] + step->g[i];
         step->theta[i] -= step->lr * v[i];
       }
     }

     int main(void) { return optlab_run("momentum", momentum, 0); }

   cc -std=c11 -O2 -o momentum momentum.c -lm, and in a spec

     {"kind": "external", "command": ["./momentum"], "lr": 0.01, "settings": {"mu": 0.9}}

   The function is called once an update. It moves `theta` in place along its gradient `g`. What it keeps from
   one update to the next it keeps in `optlab_state` and `optlab_number`: that is kept for each network apart,
   and goes into the lab's checkpoints. What is kept in a global or a static is lost when a run is resumed, and
   is the same for both networks of a GAN.

   With `optlab_run("nesterov", nesterov, 1)` there is no `g`: `optlab_gradient(step, point, gradient)` writes
   the gradient at any point, on the same batch, and returns the loss there. Each counts as a gradient
   evaluation, and there are at most 64 an update.

   A rule computes in double, whatever the trial's numbers are; before the include,
   `#define OPTLAB_REAL float` has it compute in float. It must return from each update: not print into
   descriptors 3 and 4, which are the lab's. What it prints elsewhere is kept as a log.

   Nothing but C's own library and POSIX's read and write are needed. */
#ifndef OPTLAB_H
#define OPTLAB_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef OPTLAB_REAL
#define OPTLAB_REAL double
#endif

#ifdef __cplusplus
#define OPTLAB_NORETURN [[noreturn]]
#else
#define OPTLAB_NORETURN _Noreturn
#endif

/* A rule need not call all of these. */
#if defined(__GNUC__)
#define OPTLAB_UNUSED __attribute__((unused))
#else
#define OPTLAB_UNUSED
#endif

typedef OPTLAB_REAL optlab_real;

/* A tensor that lies in theta: `count` numbers from `start` on. */
typedef struct optlab_layer {
  char *name;
  size_t shape[8], rank;
  size_t start, count;
} optlab_layer;

/* One update of one network. */
typedef struct optlab_step {
  size_t count;             /* how many numbers theta has */
  optlab_real *theta;       /* the parameters, to be moved in place */
  const optlab_real *g;     /* their gradient; NULL where the rule asks for it */
  double lr;                /* the learning rate of this update */
  unsigned long long t;     /* its number, 1 at the first */
  unsigned long long seed;  /* the trial's */
  size_t player;            /* the network's number, from 0 on */
  const optlab_layer *layers;
  size_t layer_count;
  struct optlab_lab *lab;
} optlab_step;

typedef void optlab_rule(optlab_step *step);

/* Answers the lab until it has no more questions. `name` is the rule's, for what is said of it; `asks` is 1
   for one that calls `optlab_gradient`. */
OPTLAB_UNUSED static int optlab_run(const char *name, optlab_rule *rule, int asks);

/* A setting of the spec, by its name; `otherwise` where the spec does not set it. */
OPTLAB_UNUSED static double optlab_setting(optlab_step *step, const char *name, double otherwise);

/* `step->count` numbers that are kept for this network under a name; 0 before the first update. */
OPTLAB_UNUSED static optlab_real *optlab_state(optlab_step *step, const char *name);

/* One number of that kind; `first` before the first update. */
OPTLAB_UNUSED static double *optlab_number(optlab_step *step, const char *name, double first);

/* Writes the gradient at a point, and returns the loss there. */
OPTLAB_UNUSED static double optlab_gradient(optlab_step *step, const optlab_real *point, optlab_real *gradient);

/* Gives up, and tells the lab why: "the step is not finite". */
OPTLAB_NORETURN OPTLAB_UNUSED static void optlab_mistake(optlab_step *step, const char *message);

/* From here on: how it is done. */

enum {
  OPTLAB_HELLO = 1, OPTLAB_STEP, OPTLAB_GRAD, OPTLAB_SAVE, OPTLAB_LOAD,
  OPTLAB_READY = 65, OPTLAB_DONE, OPTLAB_ASK, OPTLAB_STATE, OPTLAB_FAIL,
  OPTLAB_MOST_GRADIENTS = 64, OPTLAB_MOST_NAMES = 64
};

typedef struct optlab_entry {
  char *name;
  size_t count;
  int is_number;
  void *values;
} optlab_entry;

typedef struct optlab_player {
  size_t count;
  unsigned long long t;
  optlab_real *theta;
  optlab_layer *layers;
  size_t layer_count;
  optlab_entry entries[OPTLAB_MOST_NAMES];
  size_t entry_count;
} optlab_player;

typedef struct optlab_lab {
  int reading, writing, asks, asked;
  const char *rule_name;
  size_t width; /* bytes of a number on the wire: 4 or 8 */
  unsigned long long seed;
  optlab_player *players;
  size_t player_count;
  struct { char *name; double value; int is_known; } settings[OPTLAB_MOST_NAMES];
  size_t setting_count;
  const char *asked_names[OPTLAB_MOST_NAMES];
  size_t asked_count;
  unsigned char *body;
  size_t body_size, body_room;
  uint32_t kind;
  double number;
} optlab_lab;

/* Frames. */

static void optlab_write_all(optlab_lab *lab, const void *bytes, size_t count) {
  const unsigned char *at = (const unsigned char *)bytes;
  while (count > 0) {
    ssize_t written = write(lab->writing, at, count);
    if (written < 0 && errno == EINTR) continue;
    /* The lab has closed its end. */
    if (written <= 0) exit(0);
    at += written;
    count -= (size_t)written;
  }
}

static void optlab_put(unsigned char *at, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; i += 1) at[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t optlab_get(const unsigned char *at, size_t bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < bytes; i += 1) value |= (uint64_t)at[i] << (8 * i);
  return value;
}

static void optlab_begin(optlab_lab *lab, uint32_t kind, uint64_t size) {
  unsigned char header[24] = "OPT1";
  optlab_put(header + 4, kind, 4);
  optlab_put(header + 8, size, 8);
  optlab_write_all(lab, header, sizeof header);
}

static void optlab_send(optlab_lab *lab, uint32_t kind, const void *bytes, size_t count) {
  optlab_begin(lab, kind, count);
  optlab_write_all(lab, bytes, count);
}

OPTLAB_NORETURN static void optlab_fail(optlab_lab *lab, const char *kind, const char *message) {
  /* The longest escape of a byte takes six letters. */
  char text[4096], *at = text;
  at += snprintf(at, 64, "{\"kind\": \"%s\", \"message\": \"", kind);
  for (const char *c = message; *c && at < text + sizeof text - 16; c += 1) {
    if (*c == '"' || *c == '\\') *at++ = '\\';
    if ((unsigned char)*c < 32) at += snprintf(at, 8, "\\u%04x", (unsigned)*c);
    else *at++ = *c;
  }
  at += snprintf(at, 4, "\"}");
  optlab_send(lab, OPTLAB_FAIL, text, (size_t)(at - text));
  exit(1);
}

static void *optlab_allocate(optlab_lab *lab, size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) optlab_fail(lab, "exception", "there is no memory left");
  return memory;
}

static char *optlab_copy_text(optlab_lab *lab, const char *text) {
  char *copy = (char *)optlab_allocate(lab, strlen(text) + 1, 1);
  return strcpy(copy, text);
}

static void optlab_fill(optlab_lab *lab, unsigned char *at, size_t count) {
  while (count > 0) {
    ssize_t got = read(lab->reading, at, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) exit(0);
    at += got;
    count -= (size_t)got;
  }
}

static void optlab_read(optlab_lab *lab) {
  unsigned char header[24];
  optlab_fill(lab, header, sizeof header);
  if (memcmp(header, "OPT1", 4) != 0)
    optlab_fail(lab, "mistake", "read what is no frame of the lab's: does something else read descriptor 3?");
  lab->kind = (uint32_t)optlab_get(header + 4, 4);
  lab->body_size = (size_t)optlab_get(header + 8, 8);
  uint64_t bits = optlab_get(header + 16, 8);
  memcpy(&lab->number, &bits, 8);
  if (lab->body_size + 1 > lab->body_room) {
    free(lab->body);
    lab->body_room = lab->body_size + 1;
    lab->body = (unsigned char *)optlab_allocate(lab, lab->body_room, 1);
  }
  optlab_fill(lab, lab->body, lab->body_size);
}

/* The wire's numbers, and the rule's. */

static void optlab_take_numbers(
    const optlab_lab *lab, const unsigned char *at, size_t count, optlab_real *into) {
  for (size_t i = 0; i < count; i += 1) {
    uint64_t bits = optlab_get(at + i * lab->width, lab->width);
    if (lab->width == 8) {
      double value;
      memcpy(&value, &bits, 8);
      into[i] = (optlab_real)value;
    } else {
      uint32_t half = (uint32_t)bits;
      float value;
      memcpy(&value, &half, 4);
      into[i] = (optlab_real)value;
    }
  }
}

static void optlab_send_numbers(
    optlab_lab *lab, uint32_t kind, size_t player, const optlab_real *values, size_t count) {
  optlab_begin(lab, kind, 4 + (uint64_t)count * lab->width);
  unsigned char part[4096];
  optlab_put(part, player, 4);
  size_t filled = 4;
  for (size_t i = 0; i < count; i += 1) {
    if (filled + 8 > sizeof part) {
      optlab_write_all(lab, part, filled);
      filled = 0;
    }
    uint64_t bits;
    if (lab->width == 8) {
      double value = (double)values[i];
      memcpy(&bits, &value, 8);
    } else {
      float value = (float)values[i];
      uint32_t half;
      memcpy(&half, &value, 4);
      bits = half;
    }
    optlab_put(part + filled, bits, lab->width);
    filled += lab->width;
  }
  optlab_write_all(lab, part, filled);
}

/* JSON, as far as the lab's HELLO needs it: a cursor that walks over values. */

typedef struct optlab_json {
  const char *at;
  optlab_lab *lab;
} optlab_json;

OPTLAB_NORETURN static void optlab_no_json(optlab_json *json) {
  optlab_fail(json->lab, "mistake", "optlab.h does not understand the lab: take the optlab.h that comes with it");
}

static int optlab_next(optlab_json *json) {
  while (*json->at && strchr(" \t\r\n", *json->at)) json->at += 1;
  return (unsigned char)*json->at;
}

/* Whether the next letter is this one, which is passed over. */
static int optlab_is(optlab_json *json, char letter) {
  if (optlab_next(json) != (unsigned char)letter) return 0;
  json->at += 1;
  return 1;
}

/* A text, with its escapes as they stand but for quotes and strokes; it is the caller's to free. */
static char *optlab_text(optlab_json *json) {
  if (!optlab_is(json, '"')) optlab_no_json(json);
  char *text = optlab_copy_text(json->lab, json->at), *end = text;
  while (*json->at && *json->at != '"') {
    if (*json->at == '\\' && (json->at[1] == '"' || json->at[1] == '\\')) json->at += 1;
    *end++ = *json->at++;
  }
  *end = 0;
  if (!optlab_is(json, '"')) optlab_no_json(json);
  return text;
}

/* A number, or what is true or false; `is_number` says whether it is one of these. */
static double optlab_value(optlab_json *json, int *is_number) {
  *is_number = 1;
  optlab_next(json);
  if (strncmp(json->at, "true", 4) == 0) return json->at += 4, 1.0;
  if (strncmp(json->at, "false", 5) == 0) return json->at += 5, 0.0;
  char *end;
  double value = strtod(json->at, &end);
  *is_number = end > json->at;
  json->at = end;
  return value;
}

static void optlab_skip(optlab_json *json) {
  int depth = 0;
  do {
    int letter = optlab_next(json);
    if (letter == 0) optlab_no_json(json);
    if (letter == '"') {
      free(optlab_text(json));
      continue;
    }
    if (letter == '{' || letter == '[') depth += 1;
    if (letter == '}' || letter == ']') depth -= 1;
    json->at += 1;
    /* A number or a word goes on until something else begins. */
    if (depth == 0 && letter != '}' && letter != ']')
      while (*json->at && !strchr(",]} \t\r\n", *json->at)) json->at += 1;
  } while (depth > 0);
}

/* The next member's name; NULL at the object's end. To be freed. */
static char *optlab_member(optlab_json *json, int *is_first) {
  if (*is_first && !optlab_is(json, '{')) optlab_no_json(json);
  if (optlab_is(json, '}')) return NULL;
  if (!*is_first && !optlab_is(json, ',')) optlab_no_json(json);
  *is_first = 0;
  char *name = optlab_text(json);
  if (!optlab_is(json, ':')) optlab_no_json(json);
  return name;
}

/* Whether another element follows. */
static int optlab_element(optlab_json *json, int *is_first) {
  if (*is_first && !optlab_is(json, '[')) optlab_no_json(json);
  if (optlab_is(json, ']')) return 0;
  if (!*is_first && !optlab_is(json, ',')) optlab_no_json(json);
  *is_first = 0;
  return 1;
}

/* HELLO. */

static void optlab_hello_settings(optlab_lab *lab, optlab_json *json) {
  int is_first = 1, is_number;
  char *name;
  while ((name = optlab_member(json, &is_first)) != NULL) {
    double value = optlab_value(json, &is_number);
    if (!is_number || lab->setting_count == OPTLAB_MOST_NAMES) {
      char text[300];
      snprintf(text, sizeof text, "%.100s is no number: optlab.h takes no other settings, and no more than %d",
          name, (int)OPTLAB_MOST_NAMES);
      optlab_fail(lab, "mistake", text);
    }
    lab->settings[lab->setting_count].name = name;
    lab->settings[lab->setting_count].value = value;
    lab->settings[lab->setting_count].is_known = 0;
    lab->setting_count += 1;
  }
}

static void optlab_hello_layers(optlab_lab *lab, optlab_player *player, optlab_json *json) {
  int is_first = 1, is_number;
  size_t start = 0;
  while (optlab_element(json, &is_first)) {
    optlab_layer *more = (optlab_layer *)realloc(
        player->layers, (player->layer_count + 1) * sizeof *player->layers);
    if (!more) optlab_fail(lab, "exception", "there is no memory left");
    player->layers = more;
    optlab_layer *layer = &player->layers[player->layer_count];
    player->layer_count += 1;
    memset(layer, 0, sizeof *layer);
    int inner = 1, shape = 1;
    optlab_element(json, &inner);
    layer->name = optlab_text(json);
    optlab_element(json, &inner);
    layer->count = 1;
    while (optlab_element(json, &shape)) {
      size_t size = (size_t)optlab_value(json, &is_number);
      if (!is_number) optlab_no_json(json);
      if (layer->rank < 8) layer->shape[layer->rank++] = size;
      layer->count *= size;
    }
    if (optlab_element(json, &inner)) optlab_no_json(json);
    layer->start = start;
    start += layer->count;
  }
}

static void optlab_hello_players(optlab_lab *lab, optlab_json *json) {
  int is_first = 1, is_number;
  while (optlab_element(json, &is_first)) {
    optlab_player *more = (optlab_player *)realloc(
        lab->players, (lab->player_count + 1) * sizeof *lab->players);
    if (!more) optlab_fail(lab, "exception", "there is no memory left");
    lab->players = more;
    optlab_player *player = &lab->players[lab->player_count];
    lab->player_count += 1;
    memset(player, 0, sizeof *player);
    int is_first_member = 1;
    char *name;
    while ((name = optlab_member(json, &is_first_member)) != NULL) {
      if (strcmp(name, "count") == 0) player->count = (size_t)optlab_value(json, &is_number);
      else if (strcmp(name, "layers") == 0) optlab_hello_layers(lab, player, json);
      else optlab_skip(json);
      free(name);
    }
  }
}

static void optlab_hello(optlab_lab *lab) {
  size_t length = lab->body_size < 4 ? 0 : (size_t)optlab_get(lab->body, 4), place = 4 + length;
  optlab_json json = {"", lab};
  if (lab->body_size < place) optlab_no_json(&json);
  char *text = (char *)optlab_allocate(lab, length + 1, 1);
  memcpy(text, lab->body + 4, length);
  json.at = text;
  int is_first = 1, is_number;
  char *name;
  while ((name = optlab_member(&json, &is_first)) != NULL) {
    if (strcmp(name, "settings") == 0) optlab_hello_settings(lab, &json);
    else if (strcmp(name, "players") == 0) optlab_hello_players(lab, &json);
    else if (strcmp(name, "dtype") == 0) {
      char *dtype = optlab_text(&json);
      lab->width = strcmp(dtype, "float32") == 0 ? 4 : 8;
      free(dtype);
    } else if (strcmp(name, "seed") == 0) {
      optlab_next(&json);
      char *end;
      lab->seed = strtoull(json.at, &end, 10);
      json.at = end;
    } else if (strcmp(name, "protocol") == 0) {
      char *version = optlab_text(&json);
      if (strcmp(version, "1") != 0 && strncmp(version, "1.", 2) != 0) optlab_no_json(&json);
      free(version);
    } else optlab_skip(&json);
    free(name);
  }
  (void)is_number;
  free(text);
  for (size_t i = 0; i < lab->player_count; i += 1) {
    optlab_player *player = &lab->players[i];
    if (lab->body_size - place < player->count * lab->width) optlab_no_json(&json);
    player->theta = (optlab_real *)optlab_allocate(lab, player->count, sizeof(optlab_real));
    optlab_take_numbers(lab, lab->body + place, player->count, player->theta);
    place += player->count * lab->width;
  }
}

static void optlab_ready(optlab_lab *lab) {
  char text[128];
  int length = snprintf(text, sizeof text,
      "{\"protocol\": \"1.1\", \"asks\": %s, \"language\": \"C, optlab.h\"}", lab->asks ? "true" : "false");
  optlab_send(lab, OPTLAB_READY, text, (size_t)length);
}

/* What a rule calls. */

static double optlab_setting(optlab_step *step, const char *name, double otherwise) {
  optlab_lab *lab = step->lab;
  double value = otherwise;
  for (size_t i = 0; i < lab->setting_count; i += 1)
    if (strcmp(lab->settings[i].name, name) == 0) {
      lab->settings[i].is_known = 1;
      value = lab->settings[i].value;
    }
  for (size_t i = 0; i < lab->asked_count; i += 1)
    if (strcmp(lab->asked_names[i], name) == 0) return value;
  if (lab->asked_count < OPTLAB_MOST_NAMES)
    lab->asked_names[lab->asked_count++] = optlab_copy_text(lab, name);
  return value;
}

static optlab_entry *optlab_find(
    optlab_lab *lab, optlab_player *player, const char *name, size_t count, int is_number, int *is_new) {
  *is_new = 0;
  for (size_t i = 0; i < player->entry_count; i += 1)
    if (strcmp(player->entries[i].name, name) == 0 && player->entries[i].is_number == is_number)
      return &player->entries[i];
  if (player->entry_count == OPTLAB_MOST_NAMES)
    optlab_fail(lab, "mistake", "keeps more than 64 names in its state");
  *is_new = 1;
  optlab_entry *entry = &player->entries[player->entry_count];
  player->entry_count += 1;
  entry->name = optlab_copy_text(lab, name);
  entry->count = count;
  entry->is_number = is_number;
  entry->values = optlab_allocate(lab, count, is_number ? sizeof(double) : sizeof(optlab_real));
  return entry;
}

static optlab_real *optlab_state(optlab_step *step, const char *name) {
  int is_new;
  optlab_player *player = &step->lab->players[step->player];
  return (optlab_real *)optlab_find(step->lab, player, name, player->count, 0, &is_new)->values;
}

static double *optlab_number(optlab_step *step, const char *name, double first) {
  int is_new;
  optlab_player *player = &step->lab->players[step->player];
  double *value = (double *)optlab_find(step->lab, player, name, 1, 1, &is_new)->values;
  if (is_new) *value = first;
  return value;
}

static double optlab_gradient(optlab_step *step, const optlab_real *point, optlab_real *gradient) {
  optlab_lab *lab = step->lab;
  if (!lab->asks) optlab_fail(lab, "mistake", "asked for a gradient: it runs with asks = 0, and is given one in g");
  if (lab->asked == OPTLAB_MOST_GRADIENTS)
    optlab_fail(lab, "mistake", "asked for more than 64 gradients in one step");
  lab->asked += 1;
  optlab_send_numbers(lab, OPTLAB_ASK, step->player, point, step->count);
  do optlab_read(lab); while (lab->kind != OPTLAB_GRAD);
  if (lab->body_size < step->count * lab->width)
    optlab_fail(lab, "mistake", "was given too short a gradient");
  optlab_take_numbers(lab, lab->body, step->count, gradient);
  return lab->number;
}

OPTLAB_NORETURN static void optlab_mistake(optlab_step *step, const char *message) {
  optlab_fail(step->lab, "mistake", message);
}

/* The other frames. */

/* A setting of the spec that the first update did not ask for is none of the rule's. */
static void optlab_check_settings(optlab_lab *lab) {
  for (size_t i = 0; i < lab->setting_count; i += 1) {
    if (lab->settings[i].is_known) continue;
    char text[1000];
    int length = snprintf(text, sizeof text, "%.60s does not take %.60s: its settings are ",
        lab->rule_name, lab->settings[i].name);
    for (size_t k = 0; k < lab->asked_count && length < 900; k += 1)
      length += snprintf(text + length, sizeof text - (size_t)length, "%s%.60s", k ? ", " : "",
          lab->asked_names[k]);
    if (lab->asked_count == 0) snprintf(text + length, sizeof text - (size_t)length, "none");
    optlab_fail(lab, "mistake", text);
  }
}

static void optlab_move(optlab_lab *lab, optlab_rule *rule, optlab_real **gradient, size_t *room) {
  size_t number = lab->body_size < 8 ? lab->player_count : (size_t)optlab_get(lab->body, 4);
  if (number >= lab->player_count) optlab_fail(lab, "mistake", "was told to move a network that is not there");
  optlab_player *player = &lab->players[number];
  player->t += 1;
  lab->asked = 0;
  optlab_step step = {player->count, player->theta, NULL, lab->number, player->t, lab->seed, number,
      player->layers, player->layer_count, lab};
  if (!lab->asks) {
    if (*room < player->count) {
      free(*gradient);
      *gradient = (optlab_real *)optlab_allocate(lab, player->count, sizeof(optlab_real));
      *room = player->count;
    }
    if (lab->body_size < 8 + player->count * lab->width)
      optlab_fail(lab, "mistake", "was given too short a gradient");
    optlab_take_numbers(lab, lab->body + 8, player->count, *gradient);
    step.g = *gradient;
  }
  rule(&step);
  if (lab->asks && lab->asked == 0) optlab_fail(lab, "mistake", "asked for no gradient: run it with asks = 0");
  optlab_check_settings(lab);
  optlab_send_numbers(lab, OPTLAB_DONE, number, player->theta, player->count);
  /* The lab goes on from the numbers that it was sent, which may be shorter ones. */
  if (lab->width == 4)
    for (size_t i = 0; i < player->count; i += 1) player->theta[i] = (optlab_real)(float)player->theta[i];
}

/* A network after the other: t, the count of names, and for each its length, its text, what it is, how many
   numbers, and these. All counts have 8 bytes. With `at` NULL nothing is written, but counted. */
static size_t optlab_write_state(const optlab_lab *lab, unsigned char *at) {
  size_t place = 0;
  #define OPTLAB_PUT(value) do { if (at) optlab_put(at + place, (uint64_t)(value), 8); place += 8; } while (0)
  for (size_t i = 0; i < lab->player_count; i += 1) {
    const optlab_player *player = &lab->players[i];
    OPTLAB_PUT(player->t);
    OPTLAB_PUT(player->entry_count);
    for (size_t k = 0; k < player->entry_count; k += 1) {
      const optlab_entry *entry = &player->entries[k];
      size_t length = strlen(entry->name);
      size_t bytes = entry->count * (entry->is_number ? sizeof(double) : sizeof(optlab_real));
      OPTLAB_PUT(length);
      if (at) memcpy(at + place, entry->name, length);
      place += length;
      OPTLAB_PUT(entry->is_number);
      OPTLAB_PUT(entry->count);
      if (at) memcpy(at + place, entry->values, bytes);
      place += bytes;
    }
  }
  #undef OPTLAB_PUT
  return place;
}

static uint64_t optlab_state_word(optlab_lab *lab, size_t *place) {
  if (lab->body_size < *place + 8) optlab_fail(lab, "mistake", "was given a state that is none of its own");
  *place += 8;
  return optlab_get(lab->body + *place - 8, 8);
}

static void optlab_load(optlab_lab *lab) {
  size_t place = 0;
  for (size_t i = 0; i < lab->player_count; i += 1) {
    optlab_player *player = &lab->players[i];
    player->t = optlab_state_word(lab, &place);
    uint64_t entries = optlab_state_word(lab, &place);
    for (uint64_t k = 0; k < entries; k += 1) {
      size_t length = (size_t)optlab_state_word(lab, &place);
      if (lab->body_size - place < length) optlab_fail(lab, "mistake", "was given a state that is none of its own");
      char *name = (char *)optlab_allocate(lab, length + 1, 1);
      memcpy(name, lab->body + place, length);
      place += length;
      int is_number = optlab_state_word(lab, &place) != 0, is_new;
      size_t count = (size_t)optlab_state_word(lab, &place);
      size_t size = is_number ? sizeof(double) : sizeof(optlab_real);
      if (count != (is_number ? 1 : player->count) || (lab->body_size - place) / size < count)
        optlab_fail(lab, "mistake", "was given a state that is none of its own");
      memcpy(optlab_find(lab, player, name, count, is_number, &is_new)->values, lab->body + place, count * size);
      place += count * size;
      free(name);
    }
  }
}

static int optlab_run(const char *name, optlab_rule *rule, int asks) {
  const char *reading = getenv("OPTLAB_IN"), *writing = getenv("OPTLAB_OUT");
  if (!reading || !writing) {
    fprintf(stderr, "%s is a program for optlab, which trains with it where a spec has\n"
        "{\"kind\": \"external\", \"command\": [\"./%s\"], \"lr\": 0.01}\n", name, name);
    return 0;
  }
  static optlab_lab lab;
  lab.reading = atoi(reading);
  lab.writing = atoi(writing);
  lab.asks = asks;
  lab.rule_name = name;
  lab.width = 8;
  /* A log that is cut off by the end says little. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  optlab_real *gradient = NULL;
  size_t room = 0;
  for (;;) {
    optlab_read(&lab);
    if (lab.kind == OPTLAB_STEP) {
      optlab_move(&lab, rule, &gradient, &room);
    } else if (lab.kind == OPTLAB_HELLO) {
      optlab_hello(&lab);
      optlab_ready(&lab);
    } else if (lab.kind == OPTLAB_SAVE) {
      size_t size = optlab_write_state(&lab, NULL);
      unsigned char *state = (unsigned char *)optlab_allocate(&lab, size, 1);
      optlab_write_state(&lab, state);
      optlab_send(&lab, OPTLAB_STATE, state, size);
      free(state);
    } else if (lab.kind == OPTLAB_LOAD) {
      optlab_load(&lab);
      optlab_ready(&lab);
    }
  }
}

#endif
