// Reads arbitrary bytes as ZDCF, in either rendering. What is read leaves as both and comes back as it was, but for
// secrets, which are not exported.
#include "core/zmq/option_catalogue.h"
#include "tests/fuzz/import_outcome.h"

using namespace zeroloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto topology = fuzz::importedFrom("zdcf", std::string_view(reinterpret_cast<const char*>(data), size));
    if (!topology)
        return 0;
    for (Node& node : topology->nodes) {
        for (Socket& socket : node.sockets)
            std::erase_if(socket.options, [](const auto& option) {
                const OptionInfo* known = optionByName(option.first);
                return known && known->secret;
            });
    }
    for (const char* format : {"zdcf", "zpl"})
        fuzz::requireRoundTrip(*topology, format, "zdcf");
    return 0;
}
