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

ParameterInfo countParameter(std::string_view help) { return wholeParameter("count", "Count", 0, "messages", help); }

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

ParameterInfo textParameter(std::string_view help)
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
            .help = help};
}

ParameterInfo workParameter(std::string_view help) { return timeParameter("work", "Work", "0", help); }

ParameterInfo timeParameter(std::string_view name, std::string_view label, std::string defaultValue,
                            std::string_view help)
{
    return {.name = name,
            .label = label,
            .kind = ParameterKind::Duration,
            .defaultValue = std::move(defaultValue),
            .minimum = 0,
            .maximum = LongestTime,
            .unit = "",
            .choices = {},
            .live = true,
            .help = help};
}

ParameterInfo wholeParameter(std::string_view name, std::string_view label, std::int64_t defaultValue,
                             std::string_view unit, std::string_view help)
{
    return {.name = name,
            .label = label,
            .kind = ParameterKind::Integer,
            .defaultValue = defaultValue,
            .minimum = 0,
            .maximum = MostNumber,
            .unit = unit,
            .choices = {},
            .live = true,
            .help = help};
}

} // namespace zeroloom
