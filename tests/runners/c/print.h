/* The response, member by member. */
#ifndef RUNNER_PRINT_H
#define RUNNER_PRINT_H

#include "calls.h"

void print_string(const char *string);

/* The member `protocol_error`: the runner knows no such method or argument. */
void print_refusal(const char *what, const char *name);

/* The member `elapsed_ms`, and a comma. */
void print_elapsed(const struct calls *calls);

/* The member `error`, or the value under its name. */
void print_ended(const char *value_name, const struct ended *ended);

#endif
