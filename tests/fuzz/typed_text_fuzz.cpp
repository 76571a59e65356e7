// What a person types into a field, or a peer's monitor frames hold: whatever the bytes, it is read or refused, and
// what was read is shown in a form that reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/duration.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/monitor_event.h"
#include "core/zmq/option_catalogue.h"

namespace {

using namespace zeroloom;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void readAsEndpoint(std::string_view text)
{
    for (const EndpointUse use : {EndpointUse::Bind, EndpointUse::Connect}) {
        if (const auto endpoint = parseEndpoint(text, use)) {
            const auto again = parseEndpoint(endpoint->text(), use);
            require(again && *again == *endpoint && again->isLocal() == endpoint->isLocal());
        }
    }
}

void readAsDuration(std::string_view text)
{
    if (const auto duration = parseDuration(text)) {
        require(parseDuration(formatDuration(*duration)) == *duration);
    }
}

void readAsOptions(std::string_view text)
{
    for (const OptionInfo& option : options()) {
        if (const auto value = readOption(option, text)) {
            require(readOption(option, toText(*value)) == *value);
            optionBytes(option, *value);
        }
    }
}

void readAsMonitorEvent(std::string_view bytes)
{
    if (const auto event = decodeMonitorEvent(bytes.substr(0, 6), bytes)) {
        require(!describe(*event).empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    readAsEndpoint(text);
    readAsDuration(text);
    readAsOptions(text);
    readAsMonitorEvent(text);
    return 0;
}
