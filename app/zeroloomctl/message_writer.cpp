#include "app/zeroloomctl/message_writer.h"

#include <algorithm>
#include <utility>

#include "app/zeroloomctl/json_output.h"
#include "core/exchange/sequence_pictures.h"
#include "core/observe/message_json.h"
#include "core/observe/message_words.h"

namespace zeroloom {

namespace {

constexpr std::size_t MessagesAtOnce = 1000;
constexpr std::size_t MostInSequence = 1000; // more than anybody reads in a picture

} // namespace

MessageWriter::MessageWriter(const Topology& topology, std::set<SocketRef> sockets, std::optional<LineFile> file,
                             bool keepsFirst)
    : m_topology(topology), m_index(m_topology), m_sockets(std::move(sockets)), m_file(std::move(file)),
      m_keepsFirst(keepsFirst)
{
}

std::string MessageWriter::messageLine(const ObservedMessage& seen) const
{
    const MessageSample& message = seen.message;
    const Socket* socket = m_index.socket(message.socket);
    const Wire* wire = m_index.wire(message.wire);
    const Socket* peer = wire ? m_index.socket(wire->from == message.socket ? wire->to : wire->from) : nullptr;
    const std::vector<FrameKind> kinds =
        socket ? frameKinds(message, socket->type, peer ? std::optional(peer->type) : std::nullopt)
               : std::vector<FrameKind>(message.frames.size(), FrameKind::Body);
    return messageAsJson(seen, kinds, message.wire) + '\n';
}

void MessageWriter::keep(const ObservedMessage& seen)
{
    if (m_keepsFirst && m_first.size() < MostInSequence) {
        m_first.push_back(seen);
    } else {
        (seen.message.received ? m_receivedNotKept : m_sentNotKept) += 1 + seen.message.leftOut;
    }
}

Status MessageWriter::follow(const Observer& observer)
{
    for (;;) {
        const std::vector<ObservedMessage> messages = observer.messages(m_last, MessagesAtOnce);
        if (messages.empty()) {
            return {};
        }
        std::string lines;
        for (const ObservedMessage& seen : messages) {
            if (const std::uint64_t leftOut = seen.number - m_last - 1; leftOut > 0) {
                lines += jsonLine({{"left_out", leftOut}});
            }
            m_last = seen.number;
            if (!m_sockets.empty() && !m_sockets.contains(seen.message.socket)) {
                continue;
            }
            keep(seen);
            if (m_file) {
                lines += messageLine(seen);
            }
        }
        if (!m_file) {
            continue;
        }
        if (Status written = m_file->append(lines); !written) {
            return written;
        }
    }
}

std::string MessageWriter::sequenceFor(const std::string& fileName) const
{
    Sequence sequence = sequenceOf(m_first, m_topology, {});
    // Most were both.
    sequence.leftOut += std::max(m_sentNotKept, m_receivedNotKept);
    return fileName.ends_with(".mmd") ? sequenceAsMermaid(sequence, m_topology)
                                      : sequenceAsSvg(sequence, m_topology, false);
}

} // namespace zeroloom
