/* A stand-in for the system's bcryptprimitives.dll, which wine 8 lacks: Rust's standard library takes its random
 * numbers from there. */
#include <stdbool.h>
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) bool ProcessPrng(unsigned char *data, size_t length);

bool ProcessPrng(unsigned char *data, size_t length) {
    return RtlGenRandom(data, (ULONG)length);
}
