#include "core/liveness/pong_reader.h"

#include "core/base/raw_bytes.h"

namespace zeroloom {

Pong readPong(std::span<const std::string_view> frames)
{
    Pong pong;
    if (frames.size() < 2 || frames.size() > MostPongFrames || frames.front().empty()) {
        pong.fault = PongFault::WrongFrames;
        return pong;
    }
    pong.ids = frames.first(frames.size() - 1);
    pong.payload = frames.back();
    std::size_t bytes = 0;
    for (const std::string_view id : pong.ids)
        bytes += id.size();
    if (bytes > MostIdBytes || pong.payload.size() > MostPayloadBytes)
        pong.fault = PongFault::TooLong;
    return pong;
}

bool isMadeId(std::string_view id) { return id.size() == 5 && id.front() == '\0'; }

void appendHeartKey(std::span<const std::string_view> ids, std::string& key)
{
    for (const std::string_view id : ids) {
        if (id.empty())
            continue;
        key += static_cast<char>(id.size());
        key += id;
    }
}

std::string heartName(std::span<const std::string_view> ids)
{
    std::string text;
    for (const std::string_view id : ids) {
        if (id.empty())
            continue;
        if (!text.empty())
            text += '/';
        text += shownBytes(id, id.size());
    }
    return text;
}

std::string shownBytes(std::string_view bytes, std::size_t most)
{
    std::string_view shown = bytes.substr(0, most);
    if (shown.size() == bytes.size())
        return isPlainText(shown) ? std::string(shown) : "0x" + toHex(shown);
    // Not in the middle of a character of several bytes.
    while (!shown.empty() && (static_cast<unsigned char>(bytes[shown.size()]) & 0xC0U) == 0x80U && isPlainText(bytes))
        shown.remove_suffix(1);
    return (isPlainText(shown) ? std::string(shown) : "0x" + toHex(shown)) + "...";
}

} // namespace zeroloom
