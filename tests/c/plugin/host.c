/* Loads a plugin, runs it and throws it out, again and again. The program itself is not linked with the library; the
   one that comes with the plugin must stay when the plugin goes. */
#include <dlfcn.h>

#include "plugin.h"

enum { TIMES = 20 };

static bool is_loaded(const char *file) {
    void *library = dlopen(file, RTLD_NOW | RTLD_NOLOAD);
    return library && dlclose(library) == 0;
}

static void run(const char *file) {
    bool (*run)(genauth_profile_fn done);
    void *plugin = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!plugin) fprintf(stderr, "%s\n", dlerror());
    CHECK(plugin);
    *(void **)&run = dlsym(plugin, "plugin_run");
    CHECK(run && run(deliver));
    CHECK(dlclose(plugin) == 0);
}

/* The plugin, and the library if that is a file of its own. */
int main(int argc, char **argv) {
    CHECK(argc == 2 || argc == 3);
    for (int i = 0; i < TIMES; i++) {
        run(argv[1]);
        if (argc == 3) CHECK(!is_loaded(argv[1]) && is_loaded(argv[2]));
    }
    return EXIT_SUCCESS;
}
