#include "core/role/parameters.h"

namespace zeroloom {

Value Parameters::value(std::string_view name) const
{
    const ParameterInfo* parameter = m_role.parameter(name);
    const Value set = parameterValue(m_role, m_values, name);
    if (!parameter || checkParameter(*parameter, set))
        return set;
    return parameter->defaultValue;
}

double Parameters::real(std::string_view name) const
{
    const Value set = value(name);
    if (const auto* whole = std::get_if<std::int64_t>(&set))
        return static_cast<double>(*whole);
    const auto* number = std::get_if<double>(&set);
    return number ? *number : 0;
}

std::int64_t Parameters::integer(std::string_view name) const
{
    const Value set = value(name);
    const auto* whole = std::get_if<std::int64_t>(&set);
    return whole ? *whole : 0;
}

Nanoseconds Parameters::duration(std::string_view name) const
{
    return parseDuration(text(name)).value_or(Nanoseconds(0));
}

std::string Parameters::text(std::string_view name) const
{
    const Value set = value(name);
    const auto* text = std::get_if<std::string>(&set);
    return text ? *text : std::string();
}

TextList Parameters::list(std::string_view name) const
{
    const Value set = value(name);
    const auto* list = std::get_if<TextList>(&set);
    return list ? *list : TextList();
}

} // namespace zeroloom
