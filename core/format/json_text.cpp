#include "core/format/json_text.h"

#include <algorithm>
#include <limits>

namespace zeroloom {

namespace {

constexpr std::size_t Unlimited = std::numeric_limits<std::size_t>::max();

std::string scalarText(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string keyText(const std::string& key) { return scalarText(Json(key)) + ": "; }

// Appends the value on one line; false, with a torso appended, as soon as `text` would exceed `limit`.
bool appendInline(std::string& text, const Json& json, std::size_t limit)
{
    if (!json.is_structured()) {
        text += scalarText(json);
        return text.size() <= limit;
    }
    text += json.is_array() ? '[' : '{';
    bool first = true;
    for (const auto& item : json.items()) {
        if (!first)
            text += ", ";
        first = false;
        if (json.is_object())
            text += keyText(item.key());
        if (!appendInline(text, item.value(), limit))
            return false;
    }
    text += json.is_array() ? ']' : '}';
    return text.size() <= limit;
}

class Typesetter {
public:
    std::string run(const Json& document, std::initializer_list<std::string_view> lists)
    {
        m_text = "{";
        bool first = true;
        for (const auto& member : document.items()) {
            m_text += first ? "" : ",";
            first = false;
            startLine(2);
            m_text += keyText(member.key());
            const bool listed = std::ranges::find(lists, member.key()) != lists.end();
            if (listed && member.value().is_structured() && !member.value().empty())
                list(member.value(), 2);
            else
                value(member.value(), 2, false);
        }
        m_text += "\n}\n";
        return std::move(m_text);
    }

private:
    std::size_t column() const { return m_text.size() - m_lineStart; }

    void startLine(std::size_t indent)
    {
        m_text += '\n';
        m_lineStart = m_text.size();
        m_text.append(indent, ' ');
    }

    // Appends the value to the line when it fits, with room for what may follow it: "]," or "}".
    bool fitOnLine(const Json& json)
    {
        const std::size_t before = m_text.size();
        if (appendInline(m_text, json, m_lineStart + JsonLineWidth - 2))
            return true;
        m_text.resize(before);
        return false;
    }

    void value(const Json& json, std::size_t indent, bool fills)
    {
        if (!json.is_structured() || json.empty()) {
            m_text += json.is_structured() ? inlineText(json) : scalarText(json);
            return;
        }
        if (fitOnLine(json))
            return;
        if (json.is_object() && fills)
            fill(json);
        else
            list(json, indent);
    }

    void list(const Json& json, std::size_t indent)
    {
        m_text += json.is_array() ? '[' : '{';
        bool first = true;
        for (const auto& item : json.items()) {
            m_text += first ? "" : ",";
            first = false;
            startLine(indent + 2);
            if (json.is_object())
                m_text += keyText(item.key());
            value(item.value(), indent + 2, true);
        }
        startLine(indent);
        m_text += json.is_array() ? ']' : '}';
    }

    void fill(const Json& object)
    {
        m_text += '{';
        const std::size_t indent = column();
        bool first = true;
        for (const auto& member : object.items()) {
            const std::string key = keyText(member.key());
            std::string whole = key;
            // The room that is left behind ", ".
            const std::size_t room = JsonLineWidth - std::min(JsonLineWidth, column() + 4);
            const bool fits = appendInline(whole, member.value(), room);
            if (!first)
                m_text += fits ? ", " : ",";
            if (!fits && !first)
                startLine(indent);
            first = false;
            m_text += fits ? whole : key;
            if (!fits)
                value(member.value(), indent, true);
        }
        m_text += '}';
    }

    std::string m_text;
    std::size_t m_lineStart = 0;
};

} // namespace

std::string inlineText(const Json& json)
{
    std::string text;
    appendInline(text, json, Unlimited);
    return text;
}

std::string documentText(const Json& document, std::initializer_list<std::string_view> lists)
{
    return Typesetter().run(document, lists);
}

} // namespace zeroloom
