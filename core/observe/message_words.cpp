#include "core/observe/message_words.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/raw_bytes.h"
#include "core/base/utf8.h"
#include "core/observe/figure_text.h"
#include "core/role/stamp.h"

namespace zeroloom {
namespace {

constexpr std::size_t LongestRoutingId = 255; // RFC 23
constexpr std::size_t LongestCommand = 16;

std::uint64_t sizeOf(const MessageSample& message, std::size_t index)
{
    return index < message.sizes.size() ? message.sizes[index] : message.frames[index].size();
}

bool isUnsubscriptionOrSubscription(const MessageSample& message, SocketType type)
{
    const bool passes =
        (type == SocketType::XPub && message.received) || (type == SocketType::XSub && !message.received);
    return passes && message.frames.size() == 1 && !message.frames[0].empty() &&
           static_cast<unsigned char>(message.frames[0][0]) <= 1;
}

// Words like those of the guide's protocols: READY, KILL, END, and codes of one byte.
bool isCommand(const std::string& frame, std::uint64_t size)
{
    if (size != frame.size() || frame.empty() || frame.size() > LongestCommand)
        return false;
    if (frame.size() == 1)
        return static_cast<unsigned char>(frame[0]) < 0x20;
    const auto isOfWord = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; };
    return frame[0] >= 'A' && frame[0] <= 'Z' && std::ranges::all_of(frame, isOfWord);
}

// Envelopes from `at` on: routing ids up to an empty frame, and again (id, "", body; id, id, ""; id, "", id, "", body).
// An empty frame with nothing behind it is a body.
void markEnvelopes(const MessageSample& message, std::size_t at, std::vector<FrameKind>& kinds)
{
    for (;;) {
        std::size_t empty = at;
        while (empty < kinds.size() && sizeOf(message, empty) != 0 && sizeOf(message, empty) <= LongestRoutingId)
            ++empty;
        if (empty + 1 >= kinds.size() || sizeOf(message, empty) != 0)
            return;
        std::fill(kinds.begin() + static_cast<std::ptrdiff_t>(at), kinds.begin() + static_cast<std::ptrdiff_t>(empty),
                  FrameKind::RoutingId);
        kinds[empty] = FrameKind::Delimiter;
        at = empty + 1;
    }
}

// Marks of direction and other characters that do not show, or change how others do.
bool isUnseen(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

void appendEscaped(std::string& text, char32_t code)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    if (code == '\n' || code == '\r' || code == '\t') {
        text += code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t";
    } else if (code < 0x100) {
        text += {'\\', 'x', Digits[code >> 4U & 0xFU], Digits[code & 0xFU]};
    } else {
        text += {'\\',
                 'u',
                 Digits[code >> 12U & 0xFU],
                 Digits[code >> 8U & 0xFU],
                 Digits[code >> 4U & 0xFU],
                 Digits[code & 0xFU]};
    }
}

// nullopt when it is no text. `cut`: there is more of it, so that the last character may be there in part.
std::optional<std::string> asPrintable(std::string_view frame, bool cut)
{
    std::string text;
    std::size_t controls = 0, characters = 0;
    while (!frame.empty()) {
        const Utf8Character character = firstCharacter(frame);
        if (character.bytes == 0) {
            const bool inPart = cut && frame.size() < 4 && static_cast<unsigned char>(frame[0]) >= 0xC2;
            if (inPart && characters > 0)
                break;
            return std::nullopt;
        }
        ++characters;
        if (isUnseen(character.code)) {
            controls += character.code != '\n' && character.code != '\r' && character.code != '\t' ? 1 : 0;
            appendEscaped(text, character.code);
        } else {
            text += frame.substr(0, character.bytes);
        }
        frame.remove_prefix(character.bytes);
    }
    // Numbers in binary are often valid UTF-8 by chance.
    return controls > 1 && controls * 2 >= characters ? std::nullopt : std::optional(text);
}

std::string spacedHex(std::string_view bytes)
{
    const std::string digits = toHex(bytes);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        text.append(i == 0 ? "" : " ").append(digits, i, 2);
    return text;
}

std::string hexLine(std::string_view bytes, std::size_t offset)
{
    std::string place;
    for (unsigned shift = 32; shift > 0; shift -= 8)
        place += static_cast<char>(offset >> (shift - 8));
    std::string line = toHex(place) + "  ";
    for (std::size_t i = 0; i < 16; ++i) {
        line += i < bytes.size() ? toHex(bytes.substr(i, 1)) : "  ";
        line += i == 7 ? "  " : " ";
    }
    line += " ";
    for (const char byte : bytes)
        line += byte >= 0x20 && byte < 0x7F ? byte : '.';
    return line;
}

// JSON that is known to be valid, on lines. Numbers and texts stay as they were written: 1e3 is not 1000 to everybody.
class JsonIndenter {
public:
    std::string indented(std::string_view json)
    {
        for (std::size_t i = 0; i < json.size(); ++i) {
            const char c = json[i];
            if (m_quoted) {
                m_text += c;
                if (c == '\\')
                    m_text += json[++i];
                m_quoted = c != '"';
            } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                addOutside(c);
            }
        }
        return std::move(m_text);
    }

private:
    void addOutside(char c)
    {
        if (c == '}' || c == ']') {
            --m_depth;
            if (!m_opened)
                newLine();
        } else if (m_opened) {
            newLine();
        }
        m_opened = c == '{' || c == '[';
        m_depth += m_opened ? 1 : 0;
        m_quoted = c == '"';
        m_text += c;
        if (c == ',')
            newLine();
        else if (c == ':')
            m_text += ' ';
    }
    void newLine() { m_text.append("\n").append(m_depth * 2, ' '); }

    std::string m_text;
    std::size_t m_depth = 0;
    bool m_quoted = false;
    bool m_opened = false; // nothing stands in the last bracket yet
};

} // namespace

std::string_view name(FrameKind kind)
{
    switch (kind) {
    case FrameKind::RoutingId:
        return "routing id";
    case FrameKind::Delimiter:
        return "empty delimiter";
    case FrameKind::Topic:
        return "topic";
    case FrameKind::Subscription:
        return "subscription";
    case FrameKind::Command:
        return "command";
    case FrameKind::Body:
        break;
    }
    return "body";
}

std::vector<FrameKind> frameKinds(const MessageSample& message, SocketType type, std::optional<SocketType> peer)
{
    std::vector<FrameKind> kinds(message.frames.size(), FrameKind::Body);
    if (kinds.empty())
        return kinds;
    if (isUnsubscriptionOrSubscription(message, type))
        return {FrameKind::Subscription};
    const Pattern pattern = info(type).pattern;
    if (pattern == Pattern::PublishSubscribe && kinds.size() > 1)
        kinds[0] = FrameKind::Topic;
    if (type == SocketType::Router || type == SocketType::Stream)
        kinds[0] = FrameKind::RoutingId;
    if (type == SocketType::Router && peer == SocketType::Req && kinds.size() == 2 && sizeOf(message, 1) == 0)
        kinds[1] = FrameKind::Delimiter; // a REQ always sends one, and this is all that came
    else if (pattern == Pattern::RequestReply)
        markEnvelopes(message, type == SocketType::Router ? 1 : 0, kinds);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == FrameKind::Body && isCommand(message.frames[i], sizeOf(message, i)))
            kinds[i] = FrameKind::Command;
    }
    return kinds;
}

std::string frameAsText(std::string_view frame, std::uint64_t size)
{
    if (readStamp(frame.data(), frame.size()))
        return "stamped, " + figures::count(size) + " bytes";
    const bool cut = size > frame.size();
    std::string text = asPrintable(frame, cut).value_or(spacedHex(frame));
    if (cut)
        text += "… (" + figures::count(size) + " bytes)";
    return text;
}

std::string frameAsHex(std::string_view frame)
{
    std::string text;
    for (std::size_t at = 0; at < frame.size(); at += 16)
        text.append(at == 0 ? "" : "\n").append(hexLine(frame.substr(at, 16), at));
    return text;
}

std::optional<std::string> frameAsJson(std::string_view frame)
{
    const std::size_t first = frame.find_first_not_of(" \t\r\n");
    const bool opens = first != std::string_view::npos && (frame[first] == '{' || frame[first] == '[');
    if (!opens || !nlohmann::json::accept(frame))
        return std::nullopt;
    return JsonIndenter().indented(frame);
}

} // namespace zeroloom
