// Whatever stands in a file that is taken for a connection file, it is read or refused in words; what was read is an
// endpoint that can be connected to.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/liveness/connection_file.h"
#include "core/zmq/endpoint.h"

namespace {

using namespace zeroloom;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto kernel = parseKernelConnection(text, "kernel-1.json")) {
        require(parseEndpoint(kernel->endpoint, EndpointUse::Connect).has_value());
    } else {
        require(!kernel.error().message.empty() && !kernel.error().where.empty());
    }
    if (const auto hub = parseHubConnection(text, "ipcontroller-engine.json")) {
        require(parseEndpoint(hub->ping, EndpointUse::Connect) && parseEndpoint(hub->pong, EndpointUse::Connect));
    } else {
        require(!hub.error().message.empty() && !hub.error().where.empty());
    }
    return 0;
}
