#include "core/exchange/dot_text.h"

#include "core/picture/clean_text.h"

namespace zeroloom {

namespace {

std::string inQuotes(std::string_view text, bool isLabel)
{
    std::string quoted = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\')
            quoted += '\\';
        quoted += byte;
        if (isLabel && byte == '&')
            quoted += "amp;";
    }
    return quoted += '"';
}

} // namespace

std::string dotQuoted(std::string_view text) { return inQuotes(text, false); }

std::string dotLabel(std::string_view cleanText) { return inQuotes(cleanText, true); }

std::string dotUnescaped(std::string_view value)
{
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size() && value[i + 1] == '\\')
            ++i;
        text += value[i];
    }
    return text;
}

std::string dotTextValue(const std::string& text)
{
    if (text.empty() || (!text.starts_with('"') && !isTreacherous(text)))
        return text;
    return Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string dotTextFrom(std::string_view value)
{
    std::string text = dotUnescaped(value);
    if (text.starts_with('"'))
        if (const auto json = parseJson(text); json && json->is_string())
            return json->get<std::string>();
    return text;
}

std::string dotJsonValue(const Json& json)
{
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return isTreacherous(text) ? json.dump(-1, ' ', true, Json::error_handler_t::replace) : text;
}

} // namespace zeroloom
