// A worker process for the tests of the run session: the real one but for its runtime.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "core/host/host_process.h"
#include "tests/core/control/pretended_runtime.h"

int main(int argc, char** argv)
{
    using namespace zeroloom;
    if (const char* words = std::getenv("PRETENDED_HOST_FAILS_WITH")) {
        std::fprintf(stderr, "%s\n", words);
        return 2;
    }
    HostProcessOptions options;
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::strcmp(argv[i], "--control") == 0)
            options.controlEndpoint = argv[i + 1];
        if (std::strcmp(argv[i], "--telemetry") == 0)
            options.telemetryEndpoint = argv[i + 1];
        if (std::strcmp(argv[i], "--stop-with-fd") == 0)
            options.stopDescriptor = std::atoi(argv[i + 1]);
    }
    const Status done = runHostProcess(
        options, [](const RuntimeOptions&) { return std::make_unique<test::PretendedRuntime>(); }, nullptr);
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return done ? 0 : 3;
}
