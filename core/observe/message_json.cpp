#include "core/observe/message_json.h"

#include <algorithm>
#include <utility>

#include "core/base/json_document.h"
#include "core/base/raw_bytes.h"
#include "core/base/utf8.h"

namespace zeroloom {
namespace {

Json frameAsJsonObject(const std::string& frame, std::uint64_t size, FrameKind kind)
{
    Json json{{"kind", name(kind)}};
    if (isUtf8(frame))
        json["text"] = frame;
    else
        json["hex"] = toHex(frame);
    json["size"] = size;
    return json;
}

} // namespace

std::string messageAsJson(const ObservedMessage& seen, std::span<const FrameKind> kinds, const WireId& wire)
{
    const MessageSample& message = seen.message;
    Json frames = Json::array();
    for (std::size_t i = 0; i < message.frames.size(); ++i)
        frames.push_back(frameAsJsonObject(message.frames[i], message.sizes[i], kinds[i]));
    // A host may have seen it before the clock of its watcher's run began.
    Json line{{"t", std::max(seen.seconds, 0.0)}, {"host", seen.host.text()},
              {"socket", message.socket.text()},  {"direction", message.received ? "received" : "sent"},
              {"wire", wire.text()},              {"frames", std::move(frames)},
              {"left_out", message.leftOut}};
    if (message.moreFrames > 0)
        line["more_frames"] = message.moreFrames;
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace zeroloom
