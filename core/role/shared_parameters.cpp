#include "core/role/shared_parameters.h"

namespace zeroloom {

ParameterInfo rateParameter(std::string_view help)
{
    return {.name = "rate",
            .label = "Rate",
            .kind = ParameterKind::Real,
            .defaultValue = 10.0,
            .minimum = 0,
            .maximum = 1e8,
            .unit = "messages/s",
            .choices = {},
            .live = true,
            .help = help};
}

ParameterInfo sizeParameter()
{
    return {.name = "size",
            .label = "Size",
            .kind = ParameterKind::Integer,
            .defaultValue = std::int64_t{64},
            .minimum = 0,
            .maximum = 64 * 1024 * 1024,
            .unit = "bytes",
            .choices = {},
            .live = true,
            .help = "Bytes of each payload. From 48 on it bears a stamp, by which loss and latency are measured."};
}

ParameterInfo countParameter(std::string_view help)
{
    return {.name = "count",
            .label = "Count",
            .kind = ParameterKind::Integer,
            .defaultValue = std::int64_t{0},
            .minimum = 0,
            .maximum = 1e15,
            .unit = "messages",
            .choices = {},
            .live = true,
            .help = help};
}

ParameterInfo topicsParameter()
{
    return {.name = "topics",
            .label = "Topics",
            .kind = ParameterKind::List,
            .defaultValue = TextList{},
            .minimum = 0,
            .maximum = 0,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "Sent in turn as the first frame of each message; none: the payload alone."};
}

ParameterInfo textParameter()
{
    return {.name = "text",
            .label = "Text",
            .kind = ParameterKind::Text,
            .defaultValue = std::string(),
            .minimum = 0,
            .maximum = 0,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "Sent as the payload in place of a stamped one; loss and latency are then not measured."};
}

ParameterInfo workParameter(std::string_view help)
{
    return {.name = "work",
            .label = "Work",
            .kind = ParameterKind::Duration,
            .defaultValue = std::string("0"),
            .minimum = 0,
            .maximum = LongestTime,
            .unit = "",
            .choices = {},
            .live = true,
            .help = help};
}

} // namespace zeroloom
