/* What the programs beside this file share. Each makes the same call with another library, and defines `caller`. */
#ifndef MEASURE_H
#define MEASURE_H

#define APP_ID "bench"
#define TOKEN "documented-user-token"

/** What one thread needs for its calls. */
typedef struct caller caller;

/** `way` is how to make the call, if the library has several. */
caller *caller_new(const char *way, const char *host, const char *ca_file);

/** Makes one call and reads three fields of the user. Aborts on failure. */
void caller_call(caller *self);

void caller_free(caller *self);

/**
 * `WAY HOST CA_FILE CALLS [THREADS]`: each thread makes that many calls, after some to warm up. Prints the median and the
 * 99th percentile of a call and the CPU time of a call, in microseconds, and the calls per second of all threads.
 *
 * With 0 CALLS it makes one call and prints nothing.
 */
int measure(int argc, char **argv);

#endif
