#include "core/base/json_document.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace zeroloom {

namespace {

constexpr std::size_t LongestShown = 64;
constexpr std::size_t LongestMessage = 240;
constexpr std::size_t FewKeys = 12; // up to here, comparing is faster than hashing

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// "line 3, column 7" of a byte; columns count characters.
std::string placeOf(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, byte);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    const auto column = std::ranges::count_if(before.substr(lineStart), std::not_fn(isContinuation)) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// The library's words without its own numbering and place, and without what it read last: that may be of any length.
std::string reasonOf(std::string_view what)
{
    std::string text(what.substr(0, what.find("; last read:")));
    if (const auto expected = what.rfind("; expected "); expected != std::string_view::npos && expected > text.size())
        text += what.substr(expected);
    if (const auto place = text.find("column "); place != std::string::npos) {
        if (const auto end = text.find(": ", place); end != std::string::npos)
            text.erase(0, end + 2);
    } else if (const auto end = text.find("] "); end != std::string::npos) {
        text.erase(0, end + 2);
    }
    text.resize(std::min(text.size(), LongestMessage));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

// Takes the parser's events and builds the document, keeping watch over depth, number and keys.
class DocumentBuilder final : public nlohmann::json_sax<Json> {
public:
    explicit DocumentBuilder(std::string_view text) : m_text(text) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; } // JSON text has none

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& key) override
    {
        Level& level = m_levels.back();
        if (!level.isNew(key)) {
            return refuse("the key \"" + shown(key) + "\" stands twice in one object; keep one",
                          pointerTo(pointer(), key));
        }
        level.key = std::move(key);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& exception) override
    {
        return refuse("not valid JSON: " + reasonOf(exception.what()),
                      placeOf(m_text, position > 0 ? position - 1 : 0));
    }

    std::optional<Error>& error() { return m_error; }
    Json takeRoot() { return std::move(m_root); }

private:
    // An object or array that is not closed yet.
    struct Level {
        Json* container = nullptr;
        std::string key;                      // of the member that is being read
        std::unordered_set<std::string> keys; // of an object with many members

        bool isNew(const std::string& candidate)
        {
            const auto& members = container->get_ref<const Json::object_t&>();
            if (members.size() < FewKeys)
                return std::ranges::none_of(members, [&](const auto& member) { return member.first == candidate; });
            if (keys.empty()) {
                for (const auto& member : members)
                    keys.insert(member.first);
            }
            return keys.insert(candidate).second;
        }
    };

    Json* put(Json&& value)
    {
        if (m_levels.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Level& level = m_levels.back();
        if (level.container->is_array()) {
            auto& items = level.container->get_ref<Json::array_t&>();
            items.push_back(std::move(value));
            return &items.back();
        }
        return &append(*level.container, std::move(level.key), std::move(value));
    }

    bool add(Json value)
    {
        put(std::move(value));
        return withinLimit();
    }

    bool open(Json value)
    {
        if (m_levels.size() >= JsonDepthLimit)
            return refuse("nested deeper than " + std::to_string(JsonDepthLimit) + " levels, which no file of ours is",
                          pointer().substr(0, LongestMessage));
        Level level;
        level.container = put(std::move(value));
        m_levels.push_back(std::move(level));
        return withinLimit();
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    bool withinLimit()
    {
        return ++m_count <= JsonValueLimit ||
               refuse("more than " + std::to_string(JsonValueLimit) + " values, which no file of ours has",
                      pointer().substr(0, LongestMessage));
    }

    bool refuse(std::string message, std::string where)
    {
        m_error = Error{ErrorCode::InvalidInput, std::move(message), std::move(where)};
        return false;
    }

    std::string pointer() const
    {
        std::string text;
        for (std::size_t i = 0; i + 1 < m_levels.size(); ++i) {
            const Level& level = m_levels[i];
            text = level.container->is_array() ? pointerTo(text, level.container->size() - 1)
                                               : pointerTo(text, lastKey(*level.container));
        }
        return text;
    }

    static const std::string& lastKey(const Json& object)
    {
        return object.get_ref<const Json::object_t&>().back().first;
    }

    std::string_view m_text;
    Json m_root;
    std::vector<Level> m_levels;
    std::size_t m_count = 0;
    std::optional<Error> m_error;
};

} // namespace

std::string shown(std::string_view text)
{
    const bool cut = text.size() > LongestShown;
    std::size_t length = std::min(text.size(), LongestShown);
    // Not in the middle of a character.
    while (cut && length > 0 && isContinuation(text[length]))
        --length;
    std::string result(text.substr(0, length));
    std::ranges::replace_if(
        result, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }, '?');
    return cut ? result + "..." : result;
}

std::string pointerTo(const std::string& pointer, std::string_view key)
{
    std::string text = pointer + "/";
    for (const char c : shown(key)) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

std::string pointerTo(const std::string& pointer, std::size_t place) { return pointer + "/" + std::to_string(place); }

Json& append(Json& object, std::string key, Json value)
{
    auto& members = object.get_ref<Json::object_t&>();
    members.emplace_back(std::move(key), std::move(value));
    return members.back().second;
}

Result<Json> parseJson(std::string_view text)
{
    DocumentBuilder builder(text);
    try {
        if (Json::sax_parse(text, &builder) && !builder.error())
            return builder.takeRoot();
    } catch (const std::exception& exception) {
        // Memory that ran out; everything else comes as an event.
        return fail(ErrorCode::InvalidInput, std::string("the text cannot be read: ") + exception.what());
    }
    return tl::unexpected(
        builder.error().value_or(Error{ErrorCode::InvalidInput, "not valid JSON", "line 1, column 1"}));
}

} // namespace zeroloom
