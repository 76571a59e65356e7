#include "core/exchange/zpl_text.h"

#include <algorithm>
#include <optional>

#include "core/base/json_document.h"
#include "core/base/raw_bytes.h"

namespace zeroloom {

namespace {

constexpr std::size_t Indent = 4; // spaces for each level, exactly
constexpr std::size_t LongestName = 64;
constexpr std::size_t MostItems = 2'000'000;

bool isLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool isNameCharacter(char c)
{
    return isLetterOrDigit(c) || std::string_view("$-_@.&+").find(c) != std::string_view::npos;
}
bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view withoutSpaceAtEnd(std::string_view text)
{
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view withoutSpaceAtBegin(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    return text;
}

// Text that a person can see, tabs among it; what ZPL files hold.
bool isReadable(std::string_view line)
{
    std::string text(line);
    std::ranges::replace(text, '\t', ' ');
    return isPlainText(text);
}

class ZplReader {
public:
    explicit ZplReader(std::string_view text) : m_rest(text) {}

    Result<std::vector<ZplItem>> read()
    {
        while (!m_rest.empty() && !m_error) {
            const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
            ++m_line;
            readLine(withoutSpaceAtEnd(m_rest.substr(0, end)));
            m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        }
        if (m_error)
            return tl::unexpected(*m_error);
        return std::move(m_root.children);
    }

private:
    void refuse(std::string message)
    {
        m_error = Error{ErrorCode::InvalidInput, std::move(message), "line " + std::to_string(m_line)};
    }

    void readLine(std::string_view line)
    {
        if (!isReadable(line))
            return refuse("holds bytes that are no text");
        const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
        std::string_view rest = line.substr(spaces);
        if (rest.empty() || rest.front() == '#')
            return;
        if (spaces % Indent != 0 || rest.front() == '\t')
            return refuse("is indented by " + std::string(rest.front() == '\t' ? "a tab" : std::to_string(spaces)) +
                          "; ZPL indents by 4 spaces for each level");
        ZplItem item;
        item.line = m_line;
        while (!rest.empty() && (isNameCharacter(rest.front()) || rest.front() == '/')) {
            item.name += rest.front();
            rest.remove_prefix(1);
        }
        if (item.name.empty() || item.name.front() == '/' || item.name.back() == '/')
            return refuse(
                "does not begin with a name; a name has letters, digits and $-_@.&+/, and no '/' at its ends");
        if (readValue(withoutSpaceAtBegin(rest), item))
            put(std::move(item), spaces / Indent);
    }

    bool readValue(std::string_view rest, ZplItem& item)
    {
        if (rest.empty() || rest.front() == '#')
            return true;
        if (rest.front() != '=') {
            refuse("has '" + shown(rest) + "' behind the name; write name = value, or the name alone");
            return false;
        }
        rest = withoutSpaceAtBegin(rest.substr(1));
        if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) {
            item.value = withoutSpaceAtEnd(rest.substr(0, rest.find('#')));
            return true;
        }
        const std::size_t end = rest.find(rest.front(), 1);
        if (end == std::string_view::npos) {
            refuse("has a quote that does not end: " + shown(rest));
            return false;
        }
        item.value = rest.substr(1, end - 1);
        rest = withoutSpaceAtBegin(rest.substr(end + 1));
        if (!rest.empty() && rest.front() != '#')
            refuse("has '" + shown(rest) + "' behind the quoted value; ZPL knows no escapes in quotes");
        return !m_error;
    }

    void put(ZplItem item, std::size_t level)
    {
        ZplItem* parent = &m_root;
        for (std::size_t i = 0; i < level; ++i) {
            if (parent->children.empty())
                return refuse("is indented deeper than one level below the line before");
            parent = &parent->children.back();
        }
        if (level >= ZplDepthLimit)
            return refuse("is nested deeper than " + std::to_string(ZplDepthLimit) + " levels");
        if (++m_items > MostItems)
            return refuse("is one of more than " + std::to_string(MostItems) + " lines, which no file of ours has");
        parent->children.push_back(std::move(item));
    }

    std::string_view m_rest;
    std::size_t m_line = 0;
    std::size_t m_items = 0;
    ZplItem m_root;
    std::optional<Error> m_error;
};

// What needs no quotes: nothing that begins a comment, and no space that would be trimmed.
bool isBare(std::string_view value)
{
    return !value.empty() && std::ranges::all_of(value, [](char c) {
        return isLetterOrDigit(c) || std::string_view("_.:/*@+-").find(c) != std::string_view::npos;
    });
}

void writeItems(std::string& out, const std::vector<ZplItem>& items, std::size_t level)
{
    for (const ZplItem& item : items) {
        out.append(level * Indent, ' ');
        out += zplLine(item) + "\n";
        writeItems(out, item.children, level + 1);
    }
}

} // namespace

bool isZplName(std::string_view text)
{
    return !text.empty() && text.size() <= LongestName && std::ranges::all_of(text, isNameCharacter);
}

bool isZplValue(std::string_view text)
{
    const bool bothQuotes = text.find('"') != std::string_view::npos && text.find('\'') != std::string_view::npos;
    return !bothQuotes && isPlainText(text);
}

Result<std::vector<ZplItem>> parseZpl(std::string_view text) { return ZplReader(text).read(); }

std::string zplLine(const ZplItem& item)
{
    if (item.value.empty())
        return item.children.empty() ? item.name + " = \"\"" : item.name;
    if (isBare(item.value))
        return item.name + " = " + item.value;
    const char quote = item.value.find('"') == std::string::npos ? '"' : '\'';
    return item.name + " = " + quote + item.value + quote;
}

std::string writeZpl(const std::vector<ZplItem>& items)
{
    std::string out;
    writeItems(out, items, 0);
    return out;
}

} // namespace zeroloom
