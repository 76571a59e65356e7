// Reads arbitrary bytes as a connection file: what is read is a topology that can be saved and checked.
#include "tests/fuzz/import_outcome.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    (void)zeroloom::fuzz::importedFrom("connection", std::string_view(reinterpret_cast<const char*>(data), size));
    return 0;
}
