// A driver that runs the topology of the session's tests and then waits to be killed. Prints the process id of its
// host.
#include <cstdio>

#include <unistd.h>

#include "core/control/run_session.h"
#include "tests/core/control/session_topology.h"

int main(int argc, char** argv)
{
    using namespace zeroloom;
    RunSessionOptions options;
    options.hostProgram = argc > 1 ? argv[1] : "";
    RunCallbacks callbacks;
    callbacks.hostChanged = [](const HostReport& report) {
        if (report.state == HostState::Running)
            ::dprintf(1, "%lld\n", static_cast<long long>(report.processId));
    };
    const auto session = RunSession::start(test::pipelineOnHosts({"local"}), options, callbacks);
    if (!session) {
        std::fprintf(stderr, "%s\n", session.error().text().c_str());
        return 1;
    }
    for (;;)
        ::pause();
}
