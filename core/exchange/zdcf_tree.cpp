#include "core/exchange/zdcf_tree.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_map>

#include "core/exchange/zpl_text.h"

namespace zeroloom {

namespace {

constexpr std::string_view Ours = "x_";
constexpr std::string_view Part = "x_part";
constexpr std::size_t PartLength = 700;          // bytes of one line of a text that is cut
constexpr std::size_t LongestStandardText = 500; // with its name and indentation well within a line
constexpr std::size_t Indent = 4;

// --- To ZPL

// JSON on one line of ASCII, in which no apostrophe stands: so it can be quoted by them and cut anywhere.
std::string jsonText(const Json& value)
{
    std::string out;
    for (const char c : value.dump(-1, ' ', true, Json::error_handler_t::replace))
        out += c == '\'' ? std::string("\\u0027") : std::string(1, c);
    return out;
}

// What a value of ours in ZPL means.
Json meaningOf(const std::string& text)
{
    auto json = parseJson(text);
    return json ? std::move(*json) : Json(text);
}

std::string ourText(const Json& value)
{
    if (!value.is_string())
        return jsonText(value);
    const auto& text = value.get_ref<const std::string&>();
    return isZplValue(text) && !parseJson(text) ? text : jsonText(value);
}

ZplItem leaf(std::string name, std::string value) { return {std::move(name), std::move(value), {}, 0}; }

ZplItem ourLeaf(const std::string& name, const Json& value, std::size_t level)
{
    ZplItem item = leaf(name, ourText(value));
    if (level * Indent + zplLine(item).size() <= ZplLineLimit)
        return item;
    const std::string text = jsonText(value);
    item.value.clear();
    for (std::size_t begin = 0; begin < text.size(); begin += PartLength)
        item.children.push_back(leaf(std::string(Part), text.substr(begin, PartLength)));
    return item;
}

bool isSection(const Json& value)
{
    if (!value.is_object() || value.empty())
        return false;
    const auto& members = value.get_ref<const Json::object_t&>();
    return std::ranges::all_of(members, [](const auto& m) { return isZplName(m.first) && m.first != Part; });
}

std::string standardText(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "1" : "0";
    return value.dump();
}

std::vector<ZplItem> itemsOf(const Json& object, bool ours, std::size_t level)
{
    std::vector<ZplItem> items;
    for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
        const bool itsOurs = ours || name.starts_with(Ours);
        if (isSection(value))
            items.push_back({name, {}, itemsOf(value, itsOurs, level + 1), 0});
        else if (itsOurs)
            items.push_back(ourLeaf(name, value, level));
        else if (value.is_array())
            std::ranges::transform(value, std::back_inserter(items),
                                   [&, &key = name](const Json& one) { return leaf(key, standardText(one)); });
        else
            items.push_back(leaf(name, value.is_object() ? std::string() : standardText(value)));
    }
    return items;
}

// --- From ZPL

class ZdcfTreeBuilder {
public:
    Result<Json> build(const std::vector<ZplItem>& items)
    {
        Json tree = objectOf(items, false);
        if (m_error)
            return tl::unexpected(*m_error);
        return tree;
    }

private:
    void refuse(const ZplItem& item, std::string message)
    {
        if (!m_error)
            m_error = Error{ErrorCode::InvalidInput, "'" + shown(item.name) + "' " + std::move(message),
                            "line " + std::to_string(item.line)};
    }

    Json valueOf(const ZplItem& item, bool ours)
    {
        if (item.children.empty())
            return ours ? meaningOf(item.value) : Json(item.value);
        if (!item.value.empty())
            refuse(item, "has a value and lines below it; it takes one of them");
        const bool parts = std::ranges::all_of(
            item.children, [](const ZplItem& child) { return child.name == Part && child.children.empty(); });
        if (!ours || !parts)
            return objectOf(item.children, ours);
        std::string text;
        for (const ZplItem& child : item.children)
            text += child.value;
        return meaningOf(text);
    }

    Json objectOf(const std::vector<ZplItem>& items, bool ours)
    {
        Json object = Json::object();
        std::unordered_map<std::string, std::size_t> places;
        for (const ZplItem& item : items) {
            if (m_error)
                break;
            const bool itsOurs = ours || item.name.starts_with(Ours);
            Json value = valueOf(item, itsOurs);
            auto& members = object.get_ref<Json::object_t&>();
            const auto [known, isNew] = places.emplace(item.name, members.size());
            if (isNew)
                append(object, item.name, std::move(value));
            else if (Json& before = std::next(members.begin(), static_cast<std::ptrdiff_t>(known->second))->second;
                     itsOurs || before.is_object() || value.is_object())
                refuse(item, "stands twice at one place; keep one");
            else if (before.is_array())
                before.push_back(std::move(value));
            else
                before = Json::array({before, std::move(value)});
        }
        return object;
    }

    std::optional<Error> m_error;
};

constexpr std::string_view ZplHead = "# ZeroMQ device configuration: ZDCF 1.0 (RFC 17) in ZPL (RFC 4)\n";

} // namespace

bool isZdcfText(std::string_view text) { return text.size() <= LongestStandardText && isZplValue(text); }

std::string zdcfAsJson(const Json& tree) { return tree.dump(4, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string zdcfAsZpl(const Json& tree) { return std::string(ZplHead) + writeZpl(itemsOf(tree, false, 0)); }

Result<Json> parseZdcf(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const char first = begin == std::string_view::npos ? '\0' : text[begin];
    if (first == '<')
        return fail(ErrorCode::Unsupported, "is XML, in which ZDCF is not read; give it as JSON or ZPL");
    if (first != '{' && first != '[')
        return parseZpl(text).and_then(
            [](const std::vector<ZplItem>& items) { return ZdcfTreeBuilder().build(items); });
    Result<Json> json = parseJson(text);
    if (json && !json->is_object())
        return fail(ErrorCode::InvalidInput, "a ZDCF file is an object, {...}, and here stands a list");
    return json;
}

} // namespace zeroloom
