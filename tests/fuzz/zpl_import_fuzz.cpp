// Reads arbitrary bytes as ZPL text: what can be written again is read again as the same tree.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "core/exchange/zpl_text.h"

using namespace zeroloom;

namespace {

bool isWritable(const std::vector<ZplItem>& items)
{
    return std::ranges::all_of(items, [](const ZplItem& item) {
        return isZplName(item.name) && isZplValue(item.value) && (item.value.empty() || item.children.empty()) &&
               isWritable(item.children);
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto items = parseZpl(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!items) {
        if (items.error().message.empty() || items.error().text().size() > 4096)
            std::abort();
        return 0;
    }
    if (!isWritable(*items))
        return 0;
    const auto again = parseZpl(writeZpl(*items));
    if (!again || *again != *items)
        std::abort();
    return 0;
}
