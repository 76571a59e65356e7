#include "core/format/object_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/model/id_rule.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostErrors = 50;

const Json& emptyObject()
{
    static const Json Empty = Json::object();
    return Empty;
}

Result<Value> valueFrom(const Json& json)
{
    switch (json.type()) {
    case Json::value_t::boolean:
        return json.get<bool>();
    case Json::value_t::number_integer:
        return json.get<std::int64_t>();
    case Json::value_t::number_unsigned:
        if (json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return fail(ErrorCode::InvalidInput, "the number is too large; the largest is 9223372036854775807");
        return json.get<std::int64_t>();
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::string:
        return json.get<std::string>();
    case Json::value_t::array:
        if (std::ranges::all_of(json, [](const Json& item) { return item.is_string(); }))
            return json.get<TextList>();
        return fail(ErrorCode::InvalidInput, "a list here holds text only");
    default:
        return fail(ErrorCode::InvalidInput,
                    kindOf(json) + " cannot stand here; give true, false, a number, text or a list of texts");
    }
}

} // namespace

void ErrorList::add(std::string message, std::string where)
{
    if (m_errors.size() < MostErrors)
        m_errors.push_back({ErrorCode::InvalidInput, std::move(message), std::move(where)});
    else
        ++m_leftOut;
}

Errors ErrorList::take()
{
    if (m_leftOut > 0)
        m_errors.push_back({ErrorCode::InvalidInput, std::to_string(m_leftOut) + " more errors are not listed", {}});
    m_leftOut = 0;
    return std::move(m_errors);
}

std::string kindOf(const Json& json)
{
    switch (json.type()) {
    case Json::value_t::null:
        return "null";
    case Json::value_t::boolean:
        return "true or false";
    case Json::value_t::string:
        return "text";
    case Json::value_t::array:
        return "a list";
    case Json::value_t::object:
        return "an object";
    default:
        return "a number";
    }
}

Result<Point> pointFrom(const Json& json)
{
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number())
        return fail(ErrorCode::InvalidInput, "give two numbers, as [x, y]");
    const Point point{json[0].get<double>(), json[1].get<double>()};
    if (std::abs(point.x) > CanvasLimit || std::abs(point.y) > CanvasLimit)
        return fail(ErrorCode::InvalidInput, "the canvas reaches from -1000000 to 1000000");
    return point;
}

ObjectReader::ObjectReader(const Json& json, std::string pointer, std::string_view what, ErrorList& errors)
    : m_json(json.is_object() ? json : emptyObject()), m_pointer(std::move(pointer)), m_errors(errors)
{
    if (!json.is_object())
        m_errors.add(std::string(what) + " is an object, {...}, and here stands " + kindOf(json), m_pointer);
}

const Json* ObjectReader::member(std::string_view key)
{
    m_known.push_back(key);
    for (const auto& [name, value] : m_json.get_ref<const Json::object_t&>()) {
        if (name == key)
            return &value;
    }
    return nullptr;
}

void ObjectReader::error(std::string_view key, std::string message)
{
    m_errors.add(std::move(message), pointerTo(m_pointer, key));
}

std::string ObjectReader::text(std::string_view key, bool required)
{
    const Json* json = member(key);
    if (!json) {
        if (required)
            m_errors.add("the key \"" + std::string(key) + "\" is missing", m_pointer);
        return {};
    }
    if (!json->is_string()) {
        error(key, "text is wanted, and here stands " + kindOf(*json));
        return {};
    }
    return json->get<std::string>();
}

std::string ObjectReader::id(std::string_view key, bool required)
{
    const Json* json = member(key);
    m_known.pop_back();
    const std::string value = text(key, required);
    if (!json || !json->is_string())
        return {};
    if (isValidId(value))
        return value;
    const Status status = checkId(shown(value), "id");
    error(key, status ? "an id has at most 64 characters" : status.error().message);
    return {};
}

std::optional<Point> ObjectReader::point(std::string_view key)
{
    const Json* json = member(key);
    if (!json)
        return std::nullopt;
    const Result<Point> point = pointFrom(*json);
    if (!point) {
        error(key, point.error().message);
        return std::nullopt;
    }
    return *point;
}

Values ObjectReader::values(std::string_view key)
{
    Values values;
    const Json* json = member(key);
    if (!json)
        return values;
    if (!json->is_object()) {
        error(key, "an object is wanted, {\"name\": value, ...}, and here stands " + kindOf(*json));
        return values;
    }
    for (const auto& [name, item] : json->get_ref<const Json::object_t&>()) {
        Result<Value> value = valueFrom(item);
        if (value)
            values.emplace(name, std::move(*value));
        else
            m_errors.add(value.error().message, pointerTo(pointerTo(m_pointer, key), name));
    }
    return values;
}

const Json::array_t& ObjectReader::list(std::string_view key, bool required)
{
    static const Json::array_t None;
    const Json* json = member(key);
    if (!json) {
        if (required)
            m_errors.add("the key \"" + std::string(key) + "\" is missing", m_pointer);
        return None;
    }
    if (!json->is_array()) {
        error(key, "a list is wanted, [...], and here stands " + kindOf(*json));
        return None;
    }
    return json->get_ref<const Json::array_t&>();
}

std::string ObjectReader::extra() const
{
    Json rest = Json::object();
    for (const auto& [name, value] : m_json.get_ref<const Json::object_t&>()) {
        if (std::ranges::find(m_known, name) == m_known.end())
            append(rest, name, value);
    }
    return rest.empty() ? std::string() : rest.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace zeroloom
