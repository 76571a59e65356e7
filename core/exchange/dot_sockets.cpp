#include "core/exchange/dot_sockets.h"

#include <algorithm>
#include <array>

#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

constexpr std::size_t LabelLimit = 64U << 10U; // bytes that are looked at

char upper(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

std::string upperCase(std::string_view text)
{
    std::string upperText(text);
    std::ranges::transform(upperText, upperText.begin(), upper);
    return upperText;
}

bool isWordLetter(char letter)
{
    return (upper(letter) >= 'A' && upper(letter) <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_' ||
           static_cast<unsigned char>(letter) >= 0x80;
}

std::string trimmed(std::string_view text) { return onOneLine(text); }

// Calls word(begin, end) for each run of letters.
template <typename Word>
void forEachWord(std::string_view text, Word word)
{
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isWordLetter(text[end]))
            ++end;
        if (end > at)
            word(at, end);
        at = end + (end == at ? 1 : 0);
    }
}

std::optional<SocketType> typeInCapitals(std::string_view word)
{
    if (word.starts_with("ZMQ_"))
        word.remove_prefix(4);
    const auto type = socketTypeByName(word);
    // Draft types have the names of ordinary things: PEER, CLIENT, SERVER.
    return type && !isDraft(*type) ? type : std::nullopt;
}

// What is left of a field without the types in it and the signs around them: "Worker (PULL)" is "Worker".
std::string withoutTypes(std::string_view text)
{
    std::string rest;
    std::size_t copied = 0;
    bool found = false;
    forEachWord(text, [&](std::size_t begin, std::size_t end) {
        if (!typeInCapitals(text.substr(begin, end - begin)))
            return;
        rest.append(text.substr(copied, begin - copied));
        copied = end;
        found = true;
    });
    rest.append(text.substr(copied));
    rest = trimmed(rest);
    constexpr std::string_view Signs = " ()[]{}<>/|,;:-=+>\t";
    if (found && rest.find_first_not_of(Signs) == std::string::npos)
        return {};
    while (found && !rest.empty() && Signs.find(rest.back()) != std::string_view::npos)
        rest.pop_back();
    return rest;
}

// One field of a record or one cell of a table.
void addField(DrawnNode& node, const std::string& port, const std::string& text)
{
    const std::vector<SocketType> types = typesInWords(text);
    const std::string rest = withoutTypes(text);
    if (types.empty()) {
        if (node.title.empty())
            node.title = trimmed(text.substr(0, text.find('\n')));
        return;
    }
    for (const SocketType type : types)
        node.sockets.push_back({types.size() == 1 ? port : std::string(), type});
    if (node.sockets.size() == types.size() && node.title.empty() && port.empty())
        node.title = trimmed(rest.substr(0, rest.find('\n')));
}

// "{<in> PULL|Worker|<out> PUSH}"
DrawnNode fromRecord(std::string_view label, std::string_view name)
{
    DrawnNode node;
    std::string port, text;
    bool inPort = false;
    const auto endField = [&] {
        if (!trimmed(text).empty() || !port.empty())
            addField(node, trimmed(port), labelText(text, name));
        port.clear();
        text.clear();
        inPort = false;
    };
    for (std::size_t i = 0; i < label.size(); ++i) {
        const char letter = label[i];
        if (letter == '\\' && i + 1 < label.size()) {
            const char escaped = label[++i];
            if (std::string_view("{}|<> ").find(escaped) == std::string_view::npos)
                text += '\\';
            text += escaped;
        } else if (letter == '{' || letter == '}' || letter == '|') {
            endField();
        } else if (letter == '<') {
            inPort = true;
        } else if (letter == '>' && inPort) {
            inPort = false;
        } else {
            (inPort ? port : text) += letter;
        }
    }
    endField();
    return node;
}

// The value of an attribute in a tag of HTML.
std::string tagAttribute(std::string_view tag, std::string_view name)
{
    const std::string names = upperCase(tag);
    for (std::size_t at = names.find(name); at != std::string::npos; at = names.find(name, at + 1)) {
        std::size_t value = at + name.size();
        while (value < tag.size() && tag[value] == ' ')
            ++value;
        if (at == 0 || isWordLetter(names[at - 1]) || value + 1 >= tag.size() || tag[value] != '=')
            continue;
        value = tag.find_first_not_of(' ', value + 1);
        if (value == std::string_view::npos || (tag[value] != '"' && tag[value] != '\''))
            return {};
        const std::size_t end = tag.find(tag[value], value + 1);
        return end == std::string_view::npos ? std::string() : std::string(tag.substr(value + 1, end - value - 1));
    }
    return {};
}

// "<TABLE><TR><TD PORT="in">PULL</TD></TR></TABLE>"
DrawnNode fromTable(std::string_view html, std::string_view name)
{
    DrawnNode node;
    std::string port, text;
    const auto endCell = [&] {
        if (!trimmed(text).empty())
            addField(node, port, labelText(text, name));
        text.clear();
        port.clear();
    };
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] != '<') {
            text += html[at++];
            continue;
        }
        const std::size_t end = std::min(html.find('>', at), html.size());
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        const std::string kind = upperCase(tag.substr(0, tag.find_first_of(" \t\r\n/", 1)));
        if (kind == "TD" || kind == "/TD" || kind == "TABLE" || kind == "/TABLE")
            endCell();
        if (kind == "TD")
            port = tagAttribute(tag, "PORT");
        if (kind == "BR")
            text += "\\n";
        at = std::min(end + 1, html.size());
    }
    endCell();
    return node;
}

DrawnNode fromWords(std::string_view label, std::string_view name)
{
    DrawnNode node;
    const std::string text = labelText(label, name);
    for (const SocketType type : typesInWords(text))
        node.sockets.push_back({{}, type});
    for (std::size_t begin = 0; begin < text.size() && node.title.empty();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        node.title = withoutTypes(std::string_view(text).substr(begin, end - begin));
        begin = end + 1;
    }
    return node;
}

DrawnNode fromLabel(const DotNode& node)
{
    const DotValue* label = node.attributes.find("label");
    if (label == nullptr)
        return {};
    const std::string_view text = std::string_view(label->text).substr(0, LabelLimit);
    if (label->html)
        return fromTable(text, node.name);
    const DotValue* shape = node.attributes.find("shape");
    const bool record = shape != nullptr && (shape->text == "record" || shape->text == "Mrecord");
    return record ? fromRecord(text, node.name) : fromWords(text, node.name);
}

} // namespace

std::optional<SocketType> socketTypeNamed(std::string_view word)
{
    std::string upperWord = upperCase(word);
    if (upperWord.starts_with("ZMQ_") || upperWord.starts_with("ZMQ."))
        upperWord.erase(0, 4);
    return socketTypeByName(upperWord);
}

std::vector<DrawnSocket> socketList(std::string_view text)
{
    std::vector<DrawnSocket> sockets;
    text = text.substr(0, LabelLimit);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n,;|/+", at);
        if (begin == std::string_view::npos)
            break;
        const std::size_t end = std::min(text.find_first_of(" \t\r\n,;|/+", begin), text.size());
        const std::string_view item = text.substr(begin, end - begin);
        const std::size_t sign = item.find_first_of(":=");
        const std::string_view port = sign == std::string_view::npos ? std::string_view() : item.substr(0, sign);
        if (const auto type = socketTypeNamed(sign == std::string_view::npos ? item : item.substr(sign + 1)))
            sockets.push_back({std::string(port), *type});
        at = end;
    }
    return sockets;
}

std::vector<SocketType> typesInWords(std::string_view text)
{
    std::vector<SocketType> types;
    text = text.substr(0, LabelLimit);
    forEachWord(text, [&](std::size_t begin, std::size_t end) {
        if (const auto type = typeInCapitals(text.substr(begin, end - begin)))
            types.push_back(*type);
    });
    return types;
}

std::string labelText(std::string_view label, std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> Entities{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}}};
    std::string text;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] == '\\' && i + 1 < label.size()) {
            const char escaped = label[++i];
            if (escaped == 'N')
                text += name;
            else
                text += escaped == 'n' || escaped == 'l' || escaped == 'r' ? '\n' : escaped;
            continue;
        }
        const auto entity =
            std::ranges::find_if(Entities, [&](const auto& known) { return label.substr(i).starts_with(known.first); });
        if (entity == Entities.end()) {
            text += label[i];
            continue;
        }
        text += entity->second;
        i += entity->first.size() - 1;
    }
    return onLines(text);
}

DrawnNode drawnNode(const DotNode& node)
{
    DrawnNode drawn = fromLabel(node);
    for (const char* attribute : {"sockets", "socket", "zmq", "zmq_type", "socket_type", "socktype", "type"}) {
        const DotValue* value = node.attributes.find(attribute);
        if (value == nullptr)
            continue;
        std::vector<DrawnSocket> sockets = socketList(value->text);
        if (sockets.empty())
            continue;
        drawn.sockets = std::move(sockets);
        break;
    }
    return drawn;
}

} // namespace zeroloom
