#include "core/role/envelope.h"

#include <algorithm>

namespace zeroloom {
namespace {

constexpr std::size_t EnvelopeFrames = 2; // routing id and empty frame

// The guide's first broker has its workers say READY, the later ones a byte.
bool isReadySignal(std::string_view bytes) { return bytes == "READY" || bytes == "\x01"; }

} // namespace

std::string_view frameBytes(const Message& message, std::size_t index) { return message.frame(index).to_string_view(); }

void appendFrame(Message& to, std::string_view bytes)
{
    zmq::message_t& frame = to.append();
    if (bytes.empty())
        frame.rebuild(); // bytes of nothing may have no address, which memcpy must not get
    else
        frame.rebuild(bytes.data(), bytes.size());
}

void moveFrames(Message& from, std::size_t first, Message& to)
{
    for (std::size_t i = first; i < from.size(); ++i)
        to.append().move(from.frame(i));
}

WorkerSaid readWorker(const Message& message)
{
    if (message.size() <= EnvelopeFrames || message.frame(1).size() != 0)
        return WorkerSaid::Nonsense;
    if (message.size() > EnvelopeFrames + 1)
        return WorkerSaid::Reply;
    return isReadySignal(frameBytes(message, EnvelopeFrames)) ? WorkerSaid::Ready : WorkerSaid::Nonsense;
}

void warnOfNonsense(RoleContext& context)
{
    context.warn("worker-not-understood", "a worker said something without the envelope of a reply: it must send an "
                                          "empty frame, then READY, or the client's envelope and the reply");
}

void addressWorker(std::string_view worker, Message& request, Message& to)
{
    appendFrame(to, worker);
    appendFrame(to, {});
    moveFrames(request, 0, to);
}

std::string printableText(std::string_view bytes, std::size_t most)
{
    std::string text(bytes.substr(0, most));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

} // namespace zeroloom
