// Reads arbitrary bytes as a topology file. What is read must be written and read again as the same topology, and the
// parts that a window asks at once must stand it too.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/format/topology_file.h"
#include "core/model/editor.h"
#include "core/model/layout.h"

using namespace zeroloom;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto topology = readTopology(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!topology) {
        require(!topology.error().empty());
        for (const Error& error : topology.error())
            require(!error.message.empty() && error.text().size() < 4096);
        return 0;
    }
    const std::string text = writeTopology(*topology);
    const auto again = readTopology(text);
    require(again.has_value() && *again == *topology && writeTopology(*again) == text);

    (void)layeredLayout(*topology);
    Editor editor;
    const auto inserted = editor.insert(*topology, {0, 0}, "Paste");
    if (inserted) {
        require(inserted->nodes.size() == topology->nodes.size());
        editor.undo();
        require(editor.topology() == Topology());
    }
    return 0;
}
