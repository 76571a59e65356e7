// Reads arbitrary bytes as a Graphviz drawing: it is refused in words, or a topology that comes back from its own
// export as a drawing.
#include "tests/fuzz/import_outcome.h"

using namespace zeroloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto topology = fuzz::importedFrom("dot", std::string_view(reinterpret_cast<const char*>(data), size));
    if (topology)
        fuzz::requireRoundTrip(*topology, "dot", "dot");
    return 0;
}
