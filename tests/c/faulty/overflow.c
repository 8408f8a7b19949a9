/* Proof that undefined behaviour is found: a sum does not fit. */
#include "../check.h"

int main(void) {
    volatile int32_t most = INT32_MAX;
    const int32_t sum = most + (int32_t)genauth_abi_version();
    printf("%d\n", sum);
    return EXIT_SUCCESS;
}
